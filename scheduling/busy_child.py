"""Reads a calendar of somebody else's in a process of its own, which its parent kills in time.

Nothing of the house is imported here, the environment is empty, and memory and processor time are
bounded: a calendar may be hostile. It comes on standard input behind one line of JSON that says
from when until when; what goes out is JSON with nothing but beginnings and ends, or the reason why
it was refused.
"""

import json
import re
import resource
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

HOME = ZoneInfo("Europe/Helsinki")
MEMORY = 512 * 1024 * 1024
PROCESSOR_SECONDS = 1.0
MOST_EVENTS = 20_000
MOST_READ = 1_500
MOST_LINES = 30_000
MOST_TIMES = 5_000
MOST_COUNT = 10_000
LONGEST_LIST = 60
NEAR = timedelta(days=40)

OPENS = re.compile(r"^BEGIN:VEVENT\s*$", re.MULTILINE | re.IGNORECASE)
CLOSES = re.compile(r"^END:VEVENT\s*$", re.MULTILINE | re.IGNORECASE)
RULE = re.compile(r"^(?:RRULE|EXRULE)[^:\n]*:(.*)$", re.MULTILINE | re.IGNORECASE)
REPEATS = re.compile(r"^(?:RRULE|RDATE|RECURRENCE-ID)[;:]", re.MULTILINE | re.IGNORECASE)
BEGINS = re.compile(r"^DTSTART[^:\n]*:(\d{8})", re.MULTILINE | re.IGNORECASE)
ENDS = re.compile(r"^DTEND[^:\n]*:(\d{8})", re.MULTILINE | re.IGNORECASE)
ZONES = re.compile(
    r"^BEGIN:VTIMEZONE\s*$.*?^END:VTIMEZONE\s*$", re.MULTILINE | re.IGNORECASE | re.DOTALL
)
WHOLE_ZONE = re.compile(r"^X-WR-TIMEZONE[;:].*$", re.MULTILINE | re.IGNORECASE)
ALARMS = re.compile(
    r"^BEGIN:VALARM\s*$.*?^END:VALARM\s*$", re.MULTILINE | re.IGNORECASE | re.DOTALL
)
TIMES = re.compile(
    r"^(?:UID|SEQUENCE|DTSTART|DTEND|DURATION|RRULE|EXRULE|RDATE|EXDATE|RECURRENCE-ID|STATUS|TRANSP)"
    r"[;:].*$",
    re.MULTILINE | re.IGNORECASE,
)
TOO_OFTEN = re.compile(r"FREQ=(?:SECONDLY|MINUTELY)|BYSECOND=|BYMINUTE=[^;]*,", re.IGNORECASE)


class Refused(Exception):
    """Why a calendar is not read."""


def main() -> None:
    """Read, and tell."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # Processor time, so that a busy machine does not refuse anybody; SIGPROF ends the process.
    signal.setitimer(signal.ITIMER_PROF, PROCESSOR_SECONDS)
    asked = json.loads(sys.stdin.buffer.readline())
    first, last = (datetime.fromisoformat(asked[one]) for one in ("from", "until"))
    try:
        busy = times(sys.stdin.buffer.read(), first, last)
        told: dict[str, Any] = {"busy": [[one.isoformat() for one in span] for span in busy]}
    except Refused as why:
        told = {"refused": str(why)}
    except Exception:  # noqa: BLE001  whatever a strange calendar does to the libraries, it cannot be read
        told = {"refused": "unreadable"}
    sys.stdout.write(json.dumps(told))


def times(raw: bytes, first: datetime, last: datetime) -> list[tuple[datetime, datetime]]:
    """Give when somebody is busy between two moments, joined and in order. Raises `Refused`."""
    calendar = Calendar.from_ical(_worth_reading(raw, first, last))
    if calendar.name != "VCALENDAR":
        raise Refused("unreadable")
    _refuse_unknown_zones(calendar)
    found: list[tuple[datetime, datetime]] = []
    for event in recurring_ical_events.of(calendar, skip_bad_series=False).between(first, last):
        if len(found) >= MOST_TIMES:
            raise Refused("too_many")
        found += _busy(event, first, last)
    return list(_joined(sorted(found)))


def _worth_reading(raw: bytes, first: datetime, last: datetime) -> str:
    """Leave out all but times, before any library looks at it: what things are called is not read.

    Raises `Refused`.
    """
    text = raw.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    text = text.replace("\n ", "").replace("\n\t", "")
    head, *events = OPENS.split(text)
    if "BEGIN:VCALENDAR" not in head.upper():
        raise Refused("unreadable")
    if len(events) > MOST_EVENTS:
        raise Refused("too_many")
    if "END:VCALENDAR" not in text.upper():
        raise Refused("unreadable")
    for rule in RULE.findall(text):
        _refuse_endless(rule)
    since, until = f"{first - NEAR:%Y%m%d}", f"{last + timedelta(days=2):%Y%m%d}"
    kept = [one for one in (_event(event, since, until) for event in events) if one]
    zones = [*WHOLE_ZONE.findall(head)[:1], *ZONES.findall(text)]
    read = "\n".join(["BEGIN:VCALENDAR", *zones, *kept, "END:VCALENDAR", ""])
    if len(kept) > MOST_READ or read.count("\n") > MOST_LINES:
        raise Refused("too_many")
    return read


def _event(event: str, since: str, until: str) -> str:
    """Give the times of an event if it can matter, else nothing. Raises `Refused`."""
    inside, *rest = CLOSES.split(event, maxsplit=1)
    if not rest:
        raise Refused("unreadable")
    begins, ends = BEGINS.search(inside), ENDS.search(inside)
    begin = begins[1] if begins else since
    end = max(begin, ends[1]) if ends else begin
    if not REPEATS.search(inside) and (end < since or begin > until):
        return ""
    return "\n".join(["BEGIN:VEVENT", *TIMES.findall(ALARMS.sub("", inside)), "END:VEVENT"])


def _refuse_unknown_zones(calendar: Any) -> None:
    """Refuse a time in a zone that neither the calendar nor anybody else knows."""
    for event in calendar.walk("VEVENT"):
        for name in ("DTSTART", "DTEND"):
            told = event.get(name)
            is_moment = isinstance(getattr(told, "dt", None), datetime)
            if is_moment and "TZID" in told.params and told.dt.tzinfo is None:
                raise Refused("unknown_zone")


def _refuse_endless(rule: str) -> None:
    """Refuse rules that no calendar of a person has and that no library comes to an end with."""
    if TOO_OFTEN.search(rule):
        raise Refused("too_often")
    for part in rule.strip().split(";"):
        name, _equals, value = part.partition("=")
        if name.upper() == "COUNT" and (not value.isdigit() or int(value) > MOST_COUNT):
            raise Refused("too_often")
        if value.count(",") >= LONGEST_LIST:
            raise Refused("too_often")


def _busy(event: Any, first: datetime, last: datetime) -> Iterator[tuple[datetime, datetime]]:
    is_free = str(event.get("TRANSP", "OPAQUE")).upper() == "TRANSPARENT"
    if is_free or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    begins, ends = (_moment(event, name) for name in ("DTSTART", "DTEND"))
    if begins < last and ends > first and begins < ends:
        yield max(begins, first), min(ends, last)


def _moment(event: Any, name: str) -> datetime:
    """Give a moment in UTC: days are whole in Helsinki, a time without a zone is Helsinki's."""
    at = event[name].dt
    if not isinstance(at, datetime):
        day: date = at
        return datetime(day.year, day.month, day.day, tzinfo=HOME).astimezone(UTC)
    return (at if at.tzinfo else at.replace(tzinfo=HOME)).astimezone(UTC)


def _joined(spans: Iterable[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """Join what touches: two meetings in a row are one busy time, and say less."""
    now: tuple[datetime, datetime] | None = None
    for begins, ends in spans:
        if now is not None and begins <= now[1]:
            now = (now[0], max(now[1], ends))
            continue
        if now is not None:
            yield now
        now = (begins, ends)
    if now is not None:
        yield now


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        main()
