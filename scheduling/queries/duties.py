"""Who is on duty, who has taken what, and whether a line is open."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from core import clock
from core.prepared import Prepared
from organisation import queries as organisation
from policies.queries import policy
from scheduling.cover_states import CoverState
from scheduling.errors import NoSuchDuty, NoSuchShift
from scheduling.hours import WEEK_AHEAD, Promising, promised_around
from scheduling.models import Cover, Duty, Shift
from scheduling.opening import Held, Margins, opening_from
from scheduling.queries.calendar import days_around
from scheduling.schemas import DutyNow, MyDuty, Opening
from scheduling.states import LIVE, DutyState

CHECK_IN_BEFORE = timedelta(minutes=15)
ENDED = Opening(
    is_open=False, promised=False, closes_at=None, opens_at=None, on_duty=(), has_ended=True
)

_shifts = Shift.__table__  # type: ignore[attr-defined]
_duties = Duty.__table__  # type: ignore[attr-defined]
_live = Prepared(
    select_columns(
        _shifts.c.starts_at,
        _shifts.c.ends_at,
        _duties.c.worker_id,
        _duties.c.state,
        _shifts.c.is_drop_in,
    )
    .join_from(_shifts, _duties, _duties.c.shift_id == _shifts.c.id)
    .where(
        _shifts.c.line_id == bindparam("line"),
        _shifts.c.ends_at > bindparam("at"),
        _shifts.c.starts_at < bindparam("until"),
        _duties.c.state.in_(bindparam("states", expanding=True)),
    )
    .order_by(_shifts.c.starts_at, _duties.c.seat_no),
    "states",
)
"""Asked for every page of a line and everybody who waits."""


def opening(session: Session, line: Promising, at: datetime | None = None) -> Opening:
    """Say whether a line is open, until when, and when next.

    Two statements: open pages ask every second.
    """
    at = at or clock.now()
    if line.ended_on is not None and line.ended_on < clock.local_day(at):
        return ENDED
    days = days_around(session, line.id, clock.local_day(at))
    said = policy().roster
    margins = Margins(
        grace=timedelta(minutes=said.grace.in_minutes),
        soft=timedelta(minutes=said.soft_close.in_minutes),
    )
    return opening_from(promised_around(line, at, days), _held(session, line.id, at), at, margins)


def keepers(session: Session, line_id: UUID, at: datetime | None = None) -> list[Held]:
    """List who keeps a line now and who has taken what comes later, in order of time.

    Duties of one worker that follow each other are one; who should be there and is not is left out.
    """
    at = at or clock.now()
    kept: list[Held] = []
    for one in _held(session, line_id, at):
        before = next((n for n, other in enumerate(kept) if other.is_followed_by(one)), None)
        if before is not None:
            kept[before] = replace(kept[before], ends_at=max(kept[before].ends_at, one.ends_at))
        elif one.is_checked_in or one.starts_at > at:
            kept.append(one)
    return kept


def on_duty(session: Session, line_id: UUID, at: datetime | None = None) -> list[UUID]:
    """List the workers checked in on a shift of the line that has not ended."""
    checked_in = (
        select(Duty.worker_id)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(
            Shift.line_id == line_id,
            col(Shift.ends_at) > (at or clock.now()),
            Duty.state == DutyState.CHECKED_IN,
        )
        .order_by(col(Duty.checked_in_at))
    )
    return list(dict.fromkeys(session.exec(checked_in).all()))


def on_line(session: Session, line_id: UUID, starts_at: datetime, ends_at: datetime) -> list[UUID]:
    """List the workers who have a duty on the line for all of a span."""
    there = (
        select(Duty.worker_id)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(
            Shift.line_id == line_id,
            col(Duty.state).in_(LIVE),
            col(Shift.starts_at) <= starts_at,
            col(Shift.ends_at) >= ends_at,
        )
        .order_by(col(Duty.seat_no))
    )
    return list(dict.fromkeys(session.exec(there).all()))


def next_duty(session: Session, worker_id: UUID, line_id: UUID) -> datetime | None:
    """Say when a worker's next duty on a line begins, as promised now; None when none is."""
    promised = (
        select(Shift.starts_at)
        .join(Duty, col(Duty.shift_id) == col(Shift.id))
        .where(
            Shift.line_id == line_id,
            Duty.worker_id == worker_id,
            Duty.state == DutyState.CLAIMED,
            col(Shift.starts_at) > clock.now(),
            col(Shift.cancelled_at).is_(None),
        )
        .order_by(col(Shift.starts_at))
    )
    return session.exec(promised.limit(1)).first()


def _held(session: Session, line_id: UUID, at: datetime) -> list[Held]:
    """Give the live duties of a line from now to a week ahead, in order of time."""
    until = at + timedelta(days=WEEK_AHEAD)
    return [
        Held(starts, ends, worker_id, state is DutyState.CHECKED_IN, is_drop_in)
        for starts, ends, worker_id, state, is_drop_in in _live.of(
            session, line=line_id, at=at, until=until, states=LIVE
        )
    ]


def shift(session: Session, shift_id: UUID) -> Shift:
    """Find a shift by id. Raises `NoSuchShift`."""
    found = session.get(Shift, shift_id)
    if found is None:
        raise NoSuchShift
    return found


def own_duty(session: Session, worker_id: UUID, duty_id: UUID) -> tuple[Duty, Shift]:
    """Find a worker's own duty and its shift. Raises `NoSuchDuty`, also for somebody else's."""
    both = (
        select(Duty, Shift)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(Duty.id == duty_id, Duty.worker_id == worker_id)
    )
    found = session.exec(both).first()
    if found is None:
        raise NoSuchDuty
    return found


def stays_on(session: Session, duty: Duty, of: Shift) -> bool:
    """Whether the worker is checked in on the same line by another duty too."""
    other = (
        select(Duty.id)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(
            Duty.worker_id == duty.worker_id,
            Duty.id != duty.id,
            Duty.state == DutyState.CHECKED_IN,
            Shift.line_id == of.line_id,
            col(Shift.ends_at) > clock.now(),
        )
    )
    return session.exec(other).first() is not None


def my_duty_now(session: Session, worker_id: UUID) -> DutyNow | None:
    """Give the worker's duty that runs now or may be checked in to, and the one that follows it."""
    at = clock.now()
    live = (
        select(Duty, Shift)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(
            Duty.worker_id == worker_id,
            col(Duty.state).in_(LIVE),
            col(Shift.starts_at) <= at + CHECK_IN_BEFORE,
        )
        .order_by(col(Shift.starts_at))
    )
    shown: DutyNow | None = None
    for duty, of in reversed(session.exec(live).all()):
        if of.ends_at > at or duty.state is DutyState.CHECKED_IN:
            shown = _duty_now(session, duty, of, shown)
    return shown


def _duty_now(session: Session, duty: Duty, of: Shift, following: DutyNow | None) -> DutyNow:
    return DutyNow(
        duty_id=duty.id,
        line_id=of.line_id,
        line_name=organisation.line(session, of.line_id).name,
        starts_at=of.starts_at,
        ends_at=of.ends_at,
        is_checked_in=duty.state is DutyState.CHECKED_IN,
        following=following,
    )


def my_duties(session: Session, worker_id: UUID, *, back: timedelta) -> list[MyDuty]:
    """List a worker's own duties from `back` ago on, without those given back."""
    at = clock.now()
    own = (
        select(Duty, Shift)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(
            Duty.worker_id == worker_id,
            col(Shift.ends_at) > at - back,
            col(Duty.state) != DutyState.CANCELLED,
        )
        .order_by(col(Shift.starts_at))
    )
    names = {line.id: line.name for line in organisation.lines(session)}
    late = timedelta(minutes=policy().roster.late_from.in_minutes)
    looking = select(Cover.duty_id).where(
        Cover.asked_by == worker_id, Cover.state == CoverState.OPEN
    )
    sought = set(session.exec(looking).all())
    return [
        MyDuty(
            duty.id,
            of.id,
            names.get(of.line_id, {}),
            of.starts_at,
            of.ends_at,
            duty.state,
            may_release=duty.state is DutyState.CLAIMED and of.starts_at > at,
            is_sought=duty.id in sought,
            is_soon=duty.state is DutyState.CLAIMED and at > of.starts_at - late,
        )
        for duty, of in session.exec(own).all()
    ]
