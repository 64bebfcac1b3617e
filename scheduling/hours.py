"""Promised hours and wall times of Helsinki, turned into spans of UTC.

Pure functions. Everything is compared and subtracted in UTC: `aware − aware` in one zone gives the
difference of the wall clocks, which is an hour wrong on the two nights when the clocks change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID

from core.clock import HELSINKI, day_starts, local, local_day
from scheduling.days import EVERY_DAY, Days, Window

WEEK_AHEAD = 8
MIDNIGHT = "24:00"


class Promising(Protocol):
    """A line as this room sees it: who it is, and which hours it promises."""

    id: UUID
    hours: list[dict[str, str | int]]
    ended_on: date | None


class Listed(Promising, Protocol):
    """A line as the roster names it."""

    slug: str
    name: dict[str, str]
    organisation_id: UUID


@dataclass(frozen=True, order=True)
class Span:
    """From one moment up to, and without, another; both in UTC."""

    starts_at: datetime
    ends_at: datetime

    def holds(self, at: datetime) -> bool:
        """Whether `at` lies in the span."""
        return self.starts_at <= at < self.ends_at

    def meets(self, other: "Span") -> bool:
        """Whether the two share time; back to back they do not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def wall(day: date, clock_time: str) -> datetime:
    """Give the moment at which the wall clock shows `clock_time` ("15:00", up to "24:00") on `day`.

    An hour that comes twice means its first coming; one that is skipped means as long after
    midnight as it says (RFC 5545, 3.3.5).
    """
    if clock_time == MIDNIGHT:
        return day_starts(day + timedelta(days=1))
    at = datetime.combine(day, time.fromisoformat(clock_time), tzinfo=HELSINKI)
    return at.astimezone(UTC)


def exists(day: date, clock_time: str) -> bool:
    """Whether the wall clock ever shows this time on this day."""
    if clock_time == MIDNIGHT:
        return True
    shown = local(wall(day, clock_time)).time()
    return shown == time.fromisoformat(clock_time)


def promised(line: Promising, first: date, days: int, calendar: Days = EVERY_DAY) -> list[Span]:
    """Give the spans in which the line promises to be open, joined where they touch.

    `calendar` says which days are not like their week: `queries.days_of`.
    """
    return joined(_windows(line, first, days, calendar))


def promised_around(line: Promising, at: datetime, calendar: Days = EVERY_DAY) -> list[Span]:
    """Give the promised spans from the day before `at` to a week ahead."""
    return promised(line, local_day(at) - timedelta(days=1), WEEK_AHEAD + 1, calendar)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Join spans that touch or overlap: 24:00 on Friday and 00:00 on Saturday are one evening."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.starts_at <= result[-1].ends_at:
            last = result.pop()
            result.append(Span(last.starts_at, max(last.ends_at, span.ends_at)))
        else:
            result.append(span)
    return result


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Give what is left of `spans` once `taken` (both joined) is cut out of them."""
    left = list(spans)
    for cut in taken:
        left = [rest for span in left for rest in _cut(span, cut)]
    return left


def _cut(span: Span, cut: Span) -> list[Span]:
    if not span.meets(cut):
        return [span]
    before = Span(span.starts_at, cut.starts_at)
    after = Span(cut.ends_at, span.ends_at)
    return [rest for rest in (before, after) if rest.starts_at < rest.ends_at]


def _windows(line: Promising, first: date, days: int, calendar: Days) -> Iterator[Span]:
    for day in (first + timedelta(days=n) for n in range(days)):
        if line.ended_on is not None and day > line.ended_on:
            return
        for window in calendar.windows(day, _weekly(line, day)):
            span = Span(wall(day, window.begins), wall(day, window.ends))
            if span.starts_at < span.ends_at:
                yield span


def unusual(
    line: Promising, first: date, days: int, calendar: Days
) -> list[tuple[date, list[Window]]]:
    """List the days on which the line keeps other hours than its week says, with those hours."""
    found = []
    for day in (first + timedelta(days=n) for n in range(days)):
        if line.ended_on is not None and day > line.ended_on:
            break
        weekly = _weekly(line, day)
        that_day = calendar.windows(day, weekly)
        if that_day != weekly:
            found.append((day, that_day))
    return found


def _weekly(line: Promising, day: date) -> list[Window]:
    return [
        Window(str(one["opens"]), str(one["closes"]))
        for one in line.hours
        if one["weekday"] == day.isoweekday()
    ]


def span_of(day: date, window: Window) -> Span | None:
    """Give the span of wall times that begin on `day`; an end not after them is the next day's.

    None when the wall clock never shows one of them: on the night when summer time begins.
    """
    last = day if window.ends > window.begins else day + timedelta(days=1)
    if not (exists(day, window.begins) and exists(last, window.ends)):
        return None
    return Span(wall(day, window.begins), wall(last, window.ends))
