"""Opening hours as the schedules of HSDS 3.1, which know weeks and dates and no exceptions.

A rule is cut where one that goes before it lies (hours with dates, an exception, a shorter one), so
that a reader of the plain standard never believes a closed day to be open; feasts of the coming
year count as exceptions. A closed day is told by its absence.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from core.feasts import day_of
from guidance.hours import ANY_DAY, DAY, Period, Span
from guidance.schemas import HoursKind, Weeks

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ONE_DAY = timedelta(days=1)
A_YEAR = timedelta(days=365)
LAST_MINUTE = DAY - 1


@dataclass(frozen=True)
class Stretch:
    """From a day to a day, both included; None is without an end."""

    first: date | None
    last: date | None


def schedules(periods: list[Period], *, owner: UUID, today: date) -> list[dict[str, Any]]:
    """Give hours as schedules, each with an id of its own that stays the same."""
    dated = [(one.rank, one) for one in periods if not one.holiday]
    feasts = [(one.rank, day) for one in periods for day in _feasts(one, today)]
    ranked = sorted([*dated, *feasts], key=lambda pair: pair[1].kind is HoursKind.EXCEPTION)
    told = [
        one
        for rank, rule in ranked
        for stretch in _without(
            Stretch(rule.valid_from, rule.valid_to), [hole for of, hole in ranked if of < rank]
        )
        for one in _weekly(rule, stretch)
    ]
    return [
        {"id": str(uuid5(owner, f"schedule:{number}")), **one} for number, one in enumerate(told)
    ]


def _feasts(rule: Period, today: date) -> Iterator[Period]:
    if not rule.holiday:
        return
    for year in (today.year, today.year + 1):
        day = day_of(rule.holiday, year)
        if today <= day <= today + A_YEAR and rule.holds_on(day):
            yield Period(HoursKind.EXCEPTION, rule.spans, day, day)


def _without(whole: Stretch, holes: list[Period]) -> list[Stretch]:
    """Cut the days of rules that go before out of a stretch."""
    left = [whole]
    for hole in holes:
        first, last = hole.valid_from or date.min, hole.valid_to or date.max
        left = [part for one in left for part in _cut(one, first, last)]
    return left


def _cut(one: Stretch, first: date, last: date) -> Iterator[Stretch]:
    begins_later = one.first is not None and one.first > last
    ends_before = one.last is not None and one.last < first
    if begins_later or ends_before:
        yield one
        return
    if first > date.min and (one.first is None or one.first < first):
        yield Stretch(one.first, first - ONE_DAY)
    if last < date.max and (one.last is None or one.last > last):
        yield Stretch(last + ONE_DAY, one.last)


def _weekly(rule: Period, stretch: Stretch) -> Iterator[dict[str, Any]]:
    """Give the spans of a rule, those of several days with the same times together."""
    spans = rule.spans or ((Span(ANY_DAY, 0, DAY),) if rule.kind is HoursKind.ALWAYS else ())
    alike: dict[tuple[int, int, Weeks, bool], set[int]] = defaultdict(set)
    for span in spans:
        days = set(range(1, 8)) if span.weekday == ANY_DAY else {span.weekday}
        booked = rule.by_appointment or span.by_appointment
        alike[span.opens, span.closes, span.weeks, booked] |= days
    for (opens, closes, weeks, booked), days in sorted(alike.items()):
        said: dict[str, Any] = {
            "freq": "WEEKLY",
            "interval": 1 if weeks is Weeks.EVERY else 2,
            "byday": ",".join(DAYS[day - 1] for day in sorted(days)),
            "opens_at": _clock(opens),
            "closes_at": _clock(closes),
        }
        yield said | _dates(stretch, weeks) | _notes(closes - opens, booked=booked, weeks=weeks)


def _dates(stretch: Stretch, weeks: Weeks) -> dict[str, str]:
    said = {}
    if stretch.first is not None:
        said["valid_from"] = stretch.first.isoformat()
    if stretch.last is not None:
        said["valid_to"] = stretch.last.isoformat()
    if weeks is not Weeks.EVERY:
        # The Mondays of the first odd and the first even week of 2026: intervals count from there.
        said["dtstart"] = "2025-12-29" if weeks is Weeks.ODD else "2026-01-05"
    return said


def _notes(length: int, *, booked: bool, weeks: Weeks) -> dict[str, str]:
    said = []
    if booked:
        said.append("By appointment.")
    if length > DAY:
        said.append(f"Open without a break for {length // 60} hours.")
    if weeks is not Weeks.EVERY:
        said.append(f"In {weeks} weeks (ISO 8601) only.")
    return {"notes": " ".join(said)} if said else {}


def _clock(minutes: int) -> str:
    """Write a time; the end of a day is its last minute, for 24:00 is no time in the standard."""
    shown = LAST_MINUTE if minutes and minutes % DAY == 0 else minutes % DAY
    return f"{shown // 60:02}:{shown % 60:02}:00"
