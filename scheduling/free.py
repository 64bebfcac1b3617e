"""When an appointment can begin: a subtraction of intervals in UTC, as a pure function."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduling.hours import Span, joined, without

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Shape:
    """How long an appointment lasts, and what must stay free before and after it."""

    lasts: timedelta
    before: timedelta = timedelta()
    after: timedelta = timedelta()

    def span(self, starts_at: datetime) -> Span:
        """Give the appointment's own time."""
        return Span(starts_at, starts_at + self.lasts)

    def taken(self, starts_at: datetime) -> Span:
        """Give the time that it takes, with what must stay free around it."""
        return Span(starts_at - self.before, starts_at + self.lasts + self.after)


def starts(
    windows: Iterable[Span], taken: Sequence[Span], shape: Shape, *, grid: timedelta
) -> list[datetime]:
    """Give the moments at which an appointment fits, in order.

    It lies within one window, on that window's grid, and with its buffers meets nothing `taken`;
    back to back is no conflict.
    """
    # A start at t0 − lasts − after still fits, and one at t1 + before does again.
    cuts = joined(
        Span(one.starts_at - shape.lasts - shape.after + INSTANT, one.ends_at + shape.before)
        for one in taken
        if one.starts_at < one.ends_at
    )
    return sorted(
        start for window in joined(windows) for start in _in_window(window, cuts, shape, grid)
    )


def _in_window(
    window: Span, cuts: Sequence[Span], shape: Shape, grid: timedelta
) -> Iterator[datetime]:
    last = window.ends_at - shape.lasts
    if last < window.starts_at:
        return
    near = [cut for cut in cuts if cut.starts_at <= last and cut.ends_at > window.starts_at]
    for left in without([Span(window.starts_at, last + INSTANT)], near):
        steps = -((window.starts_at - left.starts_at) // grid)
        at = window.starts_at + steps * grid
        while at < left.ends_at:
            yield at
            at += grid
