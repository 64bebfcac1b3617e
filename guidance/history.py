"""An entry as an editor reads it, field by field, so that two states of it can be compared."""

from difflib import SequenceMatcher
from itertools import chain

from guidance import written
from guidance.entry import Entry
from guidance.hours import Period
from guidance.models import Channel
from guidance.said import PARTS
from guidance.schemas import KNOWN_FACTS, AddressVisibility, FieldGroup, HoursKind

Told = dict[str, str]
PLAIN = ("status", "age_min", "age_max", "free_of_charge", "who_answers", *KNOWN_FACTS)
ALIKE, GONE, CAME = "alike", "gone", "came"


def told(entry: Entry) -> Told:
    """Give what an entry says, field by field; what it says nothing of is missing."""
    service = entry.service
    said: dict[str, object] = {name: getattr(service, name) for name in PLAIN}
    for lang, text in entry.texts.items():
        said |= {f"texts.{lang}.{part}": getattr(text, part) for part in PARTS}
    for part in ("provider", "reply_time", "meanwhile"):
        said |= {f"{part}.{lang}": words for lang, words in getattr(service, part).items()}
    said["languages"] = ", ".join(service.languages)
    said["municipalities"] = ", ".join(sorted(_names(entry)))
    said["ways"] = "\n".join(_way(one) for one in entry.channels)
    said["hours"] = _hours(entry.own_periods)
    return {name: str(value) for name, value in said.items() if value not in {None, ""}}


def _names(entry: Entry) -> list[str]:
    return [name.get("fi", code) for code, name in entry.areas.items()]


def _way(channel: Channel) -> str:
    place = " ".join(
        part for part in (channel.street, channel.postal_code, channel.post_office) if part
    )
    kept_back = "" if channel.visibility is AddressVisibility.FULL else f" ({channel.visibility})"
    return f"{channel.kind}: {channel.address or place}{kept_back}"


def _hours(periods: list[Period]) -> str:
    """Write the hours a line each: `1 9–16` is Monday's; days without hours have none."""
    if any(one.kind is HoursKind.ALWAYS for one in periods):
        return "0–24"
    weekly = [one for one in periods if one.kind is HoursKind.WEEKLY]
    lines = []
    for number in range(1, 8):
        spans = [span for one in weekly for span in one.spans if span.weekday == number]
        lines += [f"{number} {written.day_text(spans)}"] if spans else []
    exceptions = [one for one in periods if one.kind is HoursKind.EXCEPTION]
    return "\n".join([*lines, *written.exceptions_text(exceptions, "–").splitlines()])


def changed(before: Told, after: Told) -> list[tuple[str, str, str]]:
    """List the fields that say something else now: the field, what it said, what it says."""
    return [
        (name, before.get(name, ""), after.get(name, ""))
        for name in sorted(before.keys() | after.keys())
        if before.get(name, "") != after.get(name, "")
    ]


def group_of(field: str) -> FieldGroup | None:
    """Give the part of an entry that a field belongs to; its standing belongs to none."""
    if field in {"ways", "hours"}:
        return FieldGroup.CONTACT if field == "ways" else FieldGroup.HOURS
    if field == "status":
        return None
    says_who = field in {*PLAIN, "municipalities"} or field.endswith((".conditions", ".fees"))
    return FieldGroup.ELIGIBILITY if says_who else FieldGroup.DESCRIPTION


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """Give a text's change word by word, as pieces that stayed, went or came."""
    old, new = _words(before), _words(after)
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    pieces = (
        [(ALIKE, old[a:b])] if kind == "equal" else [(GONE, old[a:b]), (CAME, new[c:d])]
        for kind, a, b, c, d in found
    )
    return [(kind, "".join(words)) for kind, words in chain(*pieces) if words]


def _words(text: str) -> list[str]:
    """Cut a text into words with the space after each."""
    return [word for line in text.splitlines(keepends=True) for word in _pieces(line)]


def _pieces(line: str) -> list[str]:
    parts = line.split(" ")
    return [f"{one} " for one in parts[:-1]] + [one for one in parts[-1:] if one]
