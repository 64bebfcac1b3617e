"""Opening hours: open now, until when, and when next, by the wall clock of Helsinki.

Which rule holds on a day: an exception before hours with dates, those before hours until further
notice; of two alike the shorter period wins. A feast counts as an exception, but one that names the
very date goes before it. Hours belong to the day on which they begin, so a
night that began yesterday goes on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from core.clock import HELSINKI, local_day
from core.feasts import day_of
from guidance.schemas import Door, HoursKind, Weeks

DAY = 1440
LONGEST_SPAN_DAYS = 7
HORIZON_DAYS = 14
ANY_DAY = 0


@dataclass(frozen=True)
class Span:
    """From `opens` to `closes`, minutes after the midnight that begins `weekday` (Monday is 1).

    `ANY_DAY` is whatever day the rule holds. Odd and even weeks are those of ISO 8601.
    """

    weekday: int
    opens: int
    closes: int
    weeks: Weeks = Weeks.EVERY
    by_appointment: bool = False

    def begins_on(self, day: date) -> bool:
        """Whether the span begins on a day, if its rule holds there."""
        if self.weekday not in {ANY_DAY, day.isoweekday()}:
            return False
        is_odd = day.isocalendar().week % 2 == 1
        return self.weeks is Weeks.EVERY or (self.weeks is Weeks.ODD) == is_odd


def span_json(span: Span) -> dict[str, Any]:
    """Give a span as JSON; what is so for most is not said."""
    said: dict[str, Any] = {"weekday": span.weekday, "opens": span.opens, "closes": span.closes}
    if span.weeks is not Weeks.EVERY:
        said["weeks"] = str(span.weeks)
    return said | ({"by_appointment": True} if span.by_appointment else {})


@dataclass(frozen=True)
class Period:
    """A rule with its dates (both ends belong to it), or with its feast, in some years or in all.

    An exception or feast without spans is a closed day.
    """

    kind: HoursKind
    spans: tuple[Span, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    by_appointment: bool = False
    holiday: str = ""
    years: tuple[int, ...] = ()

    @property
    def is_away(self) -> bool:
        """Whether it says that nobody is there until further notice."""
        return self.kind is HoursKind.EXCEPTION and not self.spans and self.valid_to is None

    def holds_on(self, day: date) -> bool:
        """Whether the rule's dates or its feast hold the day."""
        if self.holiday:
            is_year = not self.years or day.year in self.years
            return is_year and day_of(self.holiday, day.year) == day
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    @property
    def days(self) -> int:
        """How many days the rule holds; without an end, practically for ever."""
        if self.valid_from is None or self.valid_to is None:
            return DAY * DAY
        return (self.valid_to - self.valid_from).days + 1

    @property
    def rank(self) -> tuple[int, int]:
        """Order among rules that hold on a day: the least one wins."""
        if self.kind is HoursKind.EXCEPTION:
            return (0, 2 * self.days)
        if self.kind is HoursKind.HOLIDAY:
            return (0, 3)  # between an exception of one day and one of two
        return (1, self.days) if self.valid_from or self.valid_to else (2, 0)


@dataclass(frozen=True)
class Interval:
    """Two moments in UTC between which somebody is there."""

    start: datetime
    end: datetime
    by_appointment: bool = False


def moment_at(day: date, minutes: int, *, is_end: bool = False) -> datetime:
    """Give the moment in UTC when the wall clock shows `minutes` after the first midnight of `day`.

    What the clock shows twice in autumn begins with the first and ends with the second; what it
    never shows in spring is the moment of the change, which is at 01:00 UTC everywhere in the union
    (directive 2000/84/EC).
    """
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    shown = wall.replace(tzinfo=HELSINKI, fold=int(is_end)).astimezone(UTC)
    if shown.astimezone(HELSINKI).replace(tzinfo=None) == wall:
        return shown
    return wall.replace(tzinfo=HELSINKI, fold=0).astimezone(UTC).replace(minute=0, second=0)


def is_away(periods: Iterable[Period]) -> bool:
    """Whether hours are closed until further notice, whatever they say of weeks and days."""
    return any(period.is_away for period in periods)


def rules_on(periods: Iterable[Period], day: date) -> list[Period]:
    """Give the rules that win on a day; several of one rank hold together."""
    holding = [period for period in periods if period.holds_on(day)]
    best = min((period.rank for period in holding), default=None)
    return [period for period in holding if period.rank == best]


def intervals(periods: Iterable[Period], first: date, last: date) -> list[Interval]:
    """Give every interval that begins from `first` to `last`, in order."""
    known = list(periods)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sorted(
        (one for day in days for one in _begins_on(known, day)),
        key=lambda one: (one.start, one.end),
    )


def _begins_on(periods: list[Period], day: date) -> Iterator[Interval]:
    for rule in rules_on(periods, day):
        spans = _every_day() if rule.kind is HoursKind.ALWAYS else rule.spans
        for span in spans:
            if not span.begins_on(day):
                continue
            start, end = moment_at(day, span.opens), moment_at(day, span.closes, is_end=True)
            if start < end:
                yield Interval(start, end, rule.by_appointment or span.by_appointment)


def _every_day() -> list[Span]:
    return [Span(weekday, 0, DAY) for weekday in range(1, 8)]


def _around(periods: Iterable[Period], at: datetime) -> list[Interval]:
    today = local_day(at)
    return intervals(
        periods, today - timedelta(days=LONGEST_SPAN_DAYS), today + timedelta(days=HORIZON_DAYS)
    )


def door(periods: Iterable[Period], at: datetime) -> Door:
    """Tell whether somebody can be reached at a moment. Without any hours nobody knows."""
    known = list(periods)
    if not known:
        return Door.UNKNOWN
    today = local_day(at)
    here = [
        one
        for one in intervals(known, today - timedelta(days=LONGEST_SPAN_DAYS), today)
        if one.start <= at < one.end
    ]
    if any(not one.by_appointment for one in here):
        return Door.OPEN
    return Door.APPOINTMENT if here else Door.CLOSED


def closes_at(periods: Iterable[Period], at: datetime) -> datetime | None:
    """Give when the door that is open now closes; None when it is not, or not within two weeks."""
    end = at
    for one in _around(periods, at):
        if not one.by_appointment and one.start <= end < one.end:
            end = one.end
    horizon = moment_at(local_day(at) + timedelta(days=HORIZON_DAYS), 0)
    return end if at < end < horizon else None


def next_opening(periods: Iterable[Period], at: datetime) -> Interval | None:
    """Give the next interval without an appointment that begins after `at`, within two weeks."""
    return next(
        (one for one in _around(periods, at) if one.start > at and not one.by_appointment), None
    )


def best_door(doors: Iterable[Door]) -> Door:
    """Join the doors of several channels: one open is open; unknown is what nobody knows."""
    order = (Door.OPEN, Door.APPOINTMENT, Door.CLOSED, Door.UNKNOWN)
    return min(doors, key=order.index, default=Door.UNKNOWN)
