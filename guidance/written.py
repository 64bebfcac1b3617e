"""Opening hours as people write them: "9–16", "9-12, 13–16.30", "18–02"; exceptions by date.

An exception stands on a line of its own: "24.12.2026 closed", "1.7.2026–31.7.2026 10–14".
"""

import re
from datetime import date

from guidance.errors import UnreadableHours
from guidance.hours import DAY, Period, Span
from guidance.schemas import HoursKind

CLOSED = frozenset({"closed", "kiinni", "suljettu", "stängt", "-", "–"})
_TIME = r"(\d{1,2})(?:[.:](\d{2}))?"
_RANGE = re.compile(rf"\s*(?:klo|kl\.?)?\s*{_TIME}\s*[-–]\s*{_TIME}\s*")
_DATE = r"(\d{1,2})\.(\d{1,2})\.(\d{4})"
_EXCEPTION = re.compile(rf"\s*{_DATE}(?:\s*[-–]\s*{_DATE})?\s*:?\s+(.+)")


def ranges(text: str) -> list[tuple[int, int]]:
    """Read one day as minutes after midnight; an end at or before its start is past midnight.

    Raises `UnreadableHours`.
    """
    if text.strip().lower() in CLOSED or not text.strip():
        return []
    return [_range(part) for part in text.split(",")]


def _range(part: str) -> tuple[int, int]:
    found = _RANGE.fullmatch(part)
    if found is None:
        raise UnreadableHours
    opens, closes = _minutes(found[1], found[2]), _minutes(found[3], found[4])
    if opens >= DAY:
        raise UnreadableHours
    return opens, closes if closes > opens else closes + DAY


def _minutes(hour: str, minute: str | None) -> int:
    total = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or total > DAY:  # noqa: PLR2004  minutes of an hour
        raise UnreadableHours
    return total


def weekly(days: list[str], *, by_appointment: bool = False) -> Period | None:
    """Read seven days, Monday first; None when all are empty. Raises `UnreadableHours`."""
    spans = [Span(number, *pair) for number, text in enumerate(days, 1) for pair in ranges(text)]
    return Period(HoursKind.WEEKLY, tuple(spans), by_appointment=by_appointment) if spans else None


def exceptions(text: str) -> list[Period]:
    """Read exceptions, one a line. Raises `UnreadableHours`."""
    return [_exception(line) for line in text.splitlines() if line.strip()]


def _exception(line: str) -> Period:
    found = _EXCEPTION.fullmatch(line)
    if found is None:
        raise UnreadableHours
    first = _day(*found.group(1, 2, 3))
    last = _day(*found.group(4, 5, 6)) if found[4] else first
    if last < first:
        raise UnreadableHours
    pairs = ranges(found[7])
    spans = tuple(Span(weekday, *pair) for weekday in range(1, 8) for pair in pairs)
    return Period(HoursKind.EXCEPTION, spans, valid_from=first, valid_to=last)


def _day(day: str, month: str, year: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise UnreadableHours from None


def day_text(spans: list[Span]) -> str:
    """Write the spans of one day back as they are read."""
    return ", ".join(f"{clock_text(span.opens)}–{clock_text(span.closes)}" for span in spans)


def clock_text(minutes: int) -> str:
    """Write minutes after midnight as Finns do: 9, 16.30, 24."""
    shown = minutes if minutes <= DAY else minutes % DAY
    hour, minute = divmod(shown, 60)
    return f"{hour}.{minute:02}" if minute else str(hour)


def exceptions_text(periods: list[Period], closed: str) -> str:
    """Write exceptions back, one a line; `closed` is the word for a closed day."""
    lines = []
    for period in sorted(periods, key=lambda one: one.valid_from or date.min):
        if period.valid_from is None or period.valid_to is None:
            continue
        until = "" if period.valid_to == period.valid_from else f"–{date_text(period.valid_to)}"
        first_day = [span for span in period.spans if span.begins_on(period.valid_from)]
        lines.append(f"{date_text(period.valid_from)}{until} {day_text(first_day) or closed}")
    return "\n".join(lines)


def date_text(day: date) -> str:
    """Write a date as Finns do: 24.12.2026."""
    return f"{day.day}.{day.month}.{day.year}"
