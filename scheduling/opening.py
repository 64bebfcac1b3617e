"""When a line is open: promised hours and those who are there, as a pure function."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from scheduling.hours import WEEK_AHEAD, Span, joined
from scheduling.schemas import Opening


@dataclass(frozen=True)
class Margins:
    """How late a duty may begin, and how long before the end nobody new is let in."""

    grace: timedelta = timedelta()
    soft: timedelta = timedelta()


EXACT = Margins()


@dataclass(frozen=True)
class Held:
    """A live duty: its shift's times, whose it is and whether they are checked in."""

    starts_at: datetime
    ends_at: datetime
    worker_id: UUID
    is_checked_in: bool
    is_drop_in: bool = False

    def is_followed_by(self, other: "Held") -> bool:
        """Whether the same worker goes on without a break."""
        return self.worker_id == other.worker_id and other.starts_at <= self.ends_at


def opening_from(
    promises: Sequence[Span], held: Sequence[Held], at: datetime, margins: Margins = EXACT
) -> Opening:
    """Weigh promised spans and live duties (in order of time, none ended) at the moment `at`.

    Somebody who has dropped in is there beyond what was promised: that widens the opening (R43).
    """
    dropped_in = (Span(one.starts_at, one.ends_at) for one in held if one.is_drop_in)
    promises = joined([*promises, *dropped_in])
    current = next((span for span in promises if span.holds(at)), None)
    present = [one for one in held if one.is_checked_in]
    is_manned = current is not None and bool(present)
    following = _next(promises, held, at, None if is_manned else current)
    closes_at = _closing(current, held, at, is_open=is_manned)
    is_closing = is_manned and closes_at is not None and at >= closes_at - margins.soft
    return Opening(
        is_open=is_manned and not is_closing,
        is_closing=is_closing,
        is_late=current is not None and not present and _is_late(current, held, at, margins.grace),
        promised=current is not None,
        closes_at=closes_at,
        opens_at=following.starts_at if following else None,
        on_duty=tuple(dict.fromkeys(one.worker_id for one in present)),
        is_held=following is not None and any(_meets(one, following) for one in held),
    )


def _is_late(current: Span, held: Iterable[Held], at: datetime, grace: timedelta) -> bool:
    """Whether nobody who should have come lately can still be waited for."""
    begun = [current.starts_at, *(one.starts_at for one in held if one.starts_at <= at)]
    return not any(at < one + grace for one in begun)


def _closing(
    current: Span | None, held: Iterable[Held], at: datetime, *, is_open: bool
) -> datetime | None:
    if current is None:
        return None
    until = current.ends_at if not is_open else min(current.ends_at, _staffed_until(held))
    # A line that promises every hour of the week has no closing time as long as people follow on.
    return None if until >= at + timedelta(days=WEEK_AHEAD - 1) else until


def _staffed_until(held: Iterable[Held]) -> datetime:
    """Follow those who are there by those who have taken what comes next."""
    held = list(held)
    until = max(one.ends_at for one in held if one.is_checked_in)
    for one in held:
        if one.starts_at <= until:
            until = max(until, one.ends_at)
    return until


def _next(
    promises: Sequence[Span], held: Iterable[Held], at: datetime, unmanned: Span | None
) -> Span | None:
    """Give the next promise, or a taken shift within the one that nobody keeps now."""
    later = next((span for span in promises if span.starts_at > at), None)
    if unmanned is None:
        return later
    taken = [one for one in held if at < one.starts_at < unmanned.ends_at]
    if taken:
        return Span(taken[0].starts_at, min(taken[0].ends_at, unmanned.ends_at))
    return later


def _meets(one: Held, span: Span) -> bool:
    return Span(one.starts_at, one.ends_at).meets(span)
