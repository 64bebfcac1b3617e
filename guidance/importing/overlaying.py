"""What was written here over what another system says, field by field, and the difference of three.

A field is a path such as "texts.fi.summary" or "languages"; values are plain JSON, so that they can
be compared, kept and shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from guidance.hours import Period
from guidance.models import Overlay
from guidance.said import PARTS, Text
from guidance.schemas import KNOWN_FACTS, Known, Status, WhoAnswers
from guidance.sources.kept import period_from, period_json
from guidance.sources.words import ReadService

Fields = dict[str, Any]
TEXTS = "texts"
PROVIDER = "provider_id"
HOURS = "periods"
_NOTHING: tuple[Any, ...] = (None, "", [], {}, "unknown")


_OWN: dict[str, Callable[[Any], Any]] = {
    "status": Status,
    "free_of_charge": Known,
    "provider": lambda value: value or {},
    "languages": lambda value: tuple(value or ()),
    "periods": lambda value: tuple(period_from(one) for one in value or ()),
}
"""Fields that every record tells, and how JSON becomes one again."""


@dataclass(frozen=True)
class Difference:
    """One field of three: what the other system said then, what it says now, what we say."""

    field: str
    base: Any
    theirs: Any
    ours: Any


def fields_of(found: ReadService) -> Fields:
    """Give what a record says of a service, field by field; what it says nothing of is missing."""
    fields: Fields = {
        f"{TEXTS}.{lang}.{part}": getattr(text, part)
        for lang, text in found.texts.items()
        for part in PARTS
        if getattr(text, part)
    }
    return fields | {
        "status": str(found.status),
        "provider": found.provider,
        "free_of_charge": str(found.free_of_charge),
        "municipalities": sorted(found.municipalities),
        "terms": sorted(code for code, _kind, _name in found.terms),
        "languages": list(found.languages),
        **({} if found.periods is None else {HOURS: hours_json(found.periods)}),
        **{name: _plain(value) for name, value in found.facts.items() if name != PROVIDER},
    }


def hours_json(periods: Iterable[Period]) -> list[dict[str, Any]]:
    """Give hours as JSON that is the same in whatever order they stand."""
    return sorted((period_json(one) for one in periods), key=str)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Known | WhoAnswers) else value


def overlaid(found: ReadService, overlays: Iterable[Overlay]) -> ReadService:
    """Give what a record says with what was written here laid over it."""
    ours = {one.field: one.value for one in overlays}
    if not ours:
        return found
    texts = {lang: vars(text).copy() for lang, text in found.texts.items()}
    for path, value in ours.items():
        if path.startswith(f"{TEXTS}."):
            _, lang, part = path.split(".")
            texts.setdefault(lang, {"name": ""})[part] = value or ""
    plain = {path: value for path, value in ours.items() if not path.startswith(f"{TEXTS}.")}
    kept = {lang: Text(**words) for lang, words in texts.items()}
    changed = replace(found, texts={lang: text for lang, text in kept.items() if text.name})
    for name, value in plain.items():
        changed = _with(changed, name, value)
    return changed


def _with(found: ReadService, name: str, value: Any) -> ReadService:
    if name == "municipalities":
        named = {code: found.municipalities.get(code, {}) for code in value or ()}
        return replace(found, municipalities=named, whole_areas=())
    if name in _OWN:
        changed: dict[str, Any] = {name: _OWN[name](value)}
        return replace(found, **changed)
    said = Known(value) if name in KNOWN_FACTS else value
    said = WhoAnswers(value or WhoAnswers.UNKNOWN) if name == "who_answers" else said
    return replace(found, facts=found.facts | {name: said})


def differences(found: ReadService, overlays: Iterable[Overlay]) -> list[Difference]:
    """List the fields of which the other system has news that an editor has not seen yet."""
    theirs = fields_of(found)
    return [
        Difference(one.field, one.base, theirs.get(one.field), one.value)
        for one in sorted(overlays, key=lambda one: one.field)
        if not same(theirs.get(one.field), one.base) and not same(theirs.get(one.field), one.value)
    ]


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same; nothing is nothing, however it is written."""
    return one == other or (one in _NOTHING and other in _NOTHING)
