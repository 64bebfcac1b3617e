"""What changes from one version of the policy to another, in sentences that a lawyer reads.

Every sentence says whether people's data are protected more strictly or more loosely than before,
where that can be said.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from core.access import KNOWN
from policies.difference_words import NAMES, from_span, mended, section, shown, to_span
from policies.duration import Duration
from policies.schema import Deed, Policy, Retention
from policies.sections import Scope
from policies.words import ROLES, ending

BY_HAND = ("retention", "roles", "data_classes", "permissions")
"""Sections that have sentences of their own; of the others each value is told before and after."""

TOLD_AS_TIMES = {("audit", "keep"), ("audit", "hold_max"), ("emergency", "keep")}
"""Times that stand in sections of their own: told as the retention of their classes."""

OPENS = {"embed.origins", "imports.hosts", "stepup.visitor.lines", "stepup.visitor.claims"}
"""Lists that open a door for each one named; so does every list in `embed.lines`."""


class Weight(StrEnum):
    """What a change does to the protection of people's data."""

    STRICTER = "stricter"
    LOOSER = "looser"
    NEITHER = "neither"


@dataclass(frozen=True)
class Change:
    """One change: in which section, what, and what it does to the protection."""

    section: str
    sentence: str
    weight: Weight = Weight.NEITHER


def differences(old: Policy, new: Policy, lang: str) -> list[Change]:
    """List what `new` changes, the section that lawyers ask for first at the top."""
    return [
        *_retention(old, new, lang),
        *_roles(old, new, lang),
        *_classes(old, new, lang),
        *_values(old, new),
    ]


# ── How long ──────────────────────────────────────────────────────────────────────────────────────


def _retention(old: Policy, new: Policy, lang: str) -> Iterator[Change]:
    for name, rule in new.retention.items():
        before = old.retention.get(name)
        if before is None or before == rule:
            continue
        title = new.data_classes[name].title.say(lang)
        for sentence, weight in _rule(title, before, rule):
            yield Change(section("retention"), sentence, weight)


def _rule(title: str, old: Retention, new: Retention) -> Iterator[tuple[str, Weight]]:
    if old.keep and new.keep and old.keep != new.keep:
        spans = {"what": title, "old": from_span(old.keep), "new": to_span(new.keep)}
        if new.keep < old.keep:
            yield _("%(what)s: kept for a shorter time, %(old)s %(new)s.", **spans), Weight.STRICTER
        else:
            yield _("%(what)s: kept for a longer time, %(old)s %(new)s.", **spans), Weight.LOOSER
    if (old.after, old.action) != (new.after, new.action):
        lost_key = old.action is Deed.SHRED and new.action is not Deed.SHRED
        said = {"what": title, "old": mended(ending(old)), "new": mended(ending(new))}
        yield (
            _("%(what)s: the rule changes. Before: “%(old)s” From now on: “%(new)s”", **said),
            Weight.LOOSER if lost_key or new.action is Deed.KEEP else Weight.NEITHER,
        )
        if lost_key:
            yield _("%(what)s: backups stay readable after deletion.", what=title), Weight.LOOSER
    if old.hold_max != new.hold_max:
        longer = new.hold_max is not None and (old.hold_max is None or new.hold_max > old.hold_max)
        said = {"what": title, "old": shown(old.hold_max), "new": shown(new.hold_max)}
        yield (
            _("%(what)s: the longest hold changes, before %(old)s, from now on %(new)s.", **said),
            Weight.LOOSER if longer else Weight.STRICTER,
        )


# ── Who ───────────────────────────────────────────────────────────────────────────────────────────


def _roles(old: Policy, new: Policy, lang: str) -> Iterator[Change]:
    before, after = old.roles.scopes(), new.roles.scopes()
    for role, held in after.items():
        for name in sorted(held.keys() | before[role].keys()):
            said = {"role": ROLES[role], "what": _meaning(old, new, name, lang)}
            change = _grant(before[role].get(name), held.get(name), said)
            if change is not None:
                yield Change(section("roles"), *change)


def _grant(old: Scope | None, new: Scope | None, said: dict[str, Any]) -> tuple[str, Weight] | None:
    if old == new:
        return None
    if old is None:
        return _("%(role)s is given a permission: %(what)s.", **said), Weight.LOOSER
    if new is None:
        return _("%(role)s loses a permission: %(what)s.", **said), Weight.STRICTER
    wider = list(Scope).index(new) > list(Scope).index(old)
    reach = {**said, "old": NAMES[f"scope.{old}"], "new": NAMES[f"scope.{new}"]}
    return (
        _("%(role)s, “%(what)s”: reached %(old)s, from now on %(new)s.", **reach),
        Weight.LOOSER if wider else Weight.STRICTER,
    )


def _meaning(old: Policy, new: Policy, name: str, lang: str) -> str:
    words = new.permissions.get(name) or old.permissions.get(name)
    if words is not None:
        return words.say(lang)
    return KNOWN[name].meaning if name in KNOWN else name


# ── What, and in which words ──────────────────────────────────────────────────────────────────────


def _classes(old: Policy, new: Policy, lang: str) -> Iterator[Change]:
    where = section("data_classes")
    for name, one in new.data_classes.items():
        title, before = one.title.say(lang), old.data_classes.get(name)
        if before is None:
            sentence = _("A new class of data: %(what)s.", what=title)
            yield Change(where, f"{sentence} {ending(new.retention[name])}", Weight.LOOSER)
        elif before != one:
            yield Change(where, _("%(what)s: what is said of it changes.", what=title))
    for name in sorted(old.data_classes.keys() - new.data_classes.keys()):
        title = old.data_classes[name].title.say(lang)
        yield Change(where, _("No longer a class of data: %(what)s.", what=title))


def _values(old: Policy, new: Policy) -> Iterator[Change]:
    """Tell every other value that changes, with the name that people know it by."""
    before, after = _flat(old.raw), _flat(new.raw)
    for path in [*after, *(one for one in before if one not in after)]:
        if path[0] in BY_HAND or path in TOLD_AS_TIMES or before.get(path) == after.get(path):
            continue
        name = ".".join(path)
        said = {"what": NAMES.get(name, name)}
        values = {"old": shown(before.get(path)), "new": shown(after.get(path))}
        sentence = _("%(what)s: before %(old)s, from now on %(new)s.", **said, **values)
        yield Change(section(path[0]), sentence, _weight(name, before.get(path), after.get(path)))


def _weight(name: str, old: Any, new: Any) -> Weight:
    """A higher limit for figures protects more; a new origin or host opens a door."""
    if name.endswith(".k"):
        name = "reports.k"
    if name in OPENS or name.startswith("embed.lines."):
        return Weight.LOOSER if _more(old, new) else Weight.STRICTER
    if name not in _LOOSER:
        return Weight.NEITHER
    return Weight.LOOSER if _LOOSER[name](old, new) else Weight.STRICTER


def _more(old: Any, new: Any) -> bool:
    return bool(set(new or ()) - set(old or ()))


_LOOSER: dict[str, Callable[[Any, Any], bool]] = {
    "reports.k": lambda old, new: (new or 0) < (old or 0),
    "reports.sensitive_k": lambda old, new: (new or 0) < (old or 0),
    "reports.closed_periods_only": lambda _old, new: not new,
    "reports.release_least": lambda old, new: (new or 0) < (old or 0),
    "emergency.locator": lambda _old, new: new == "sealed",
    "audit.told": lambda old, new: _more(new, old),
    "audit.anchor_every": lambda old, new: Duration.parse(new) > Duration.parse(old),
}
"""Values of which it can be said when a change protects less than before."""


def _flat(held: Mapping[str, Any], path: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    """Give every value of a parsed file by its path; lists of tables count as one value."""
    found: dict[tuple[str, ...], Any] = {}
    for key, value in held.items():
        if isinstance(value, Mapping):
            found.update(_flat(value, (*path, key)))
        else:
            found[*path, key] = value
    return found
