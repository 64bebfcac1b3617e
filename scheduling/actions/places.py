"""How somebody comes to a place on a shift: by asking for it, or by having waited for it."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, delete, select

from core import clock
from core.errors import Refusal
from core.events import record
from core.identity import Actor
from policies.queries import policy
from scheduling import queries
from scheduling.actions.moves import worker_of
from scheduling.actions.notices import tell
from scheduling.cover_states import NoticeKind
from scheduling.eligibility import Reason
from scheduling.errors import REFUSALS, NothingToWaitFor, ShiftFull
from scheduling.events import RosterChanged
from scheduling.models import Duty, Shift, Waiting
from scheduling.seats import one_at_a_time, take_seat


def place(
    session: Session, worker_id: UUID, shift: Shift, *, lines: Collection[UUID] | None = None
) -> Duty:
    """Give a worker the lowest free seat, if every rule lets them have it.

    Their own claims wait for one another; the seat itself is taken by one guarded statement. Raises
    the refusal of `scheduling.errors.REFUSALS` that says why not.
    """
    one_at_a_time(session, worker_id)
    why = queries.why_not_here(session, worker_id, shift, lines=lines)
    if why is not None:
        raise REFUSALS[why]
    duty_id = take_seat(session, shift, worker_id)
    if duty_id is None:
        # Somebody else was faster since we looked.
        session.refresh(shift)
        why = queries.why_not_here(session, worker_id, shift, lines=lines)
        raise REFUSALS[why or Reason.FULL]
    session.exec(
        delete(Waiting).where(
            col(Waiting.shift_id) == shift.id, col(Waiting.worker_id) == worker_id
        )
    )
    record(session, RosterChanged(line_id=shift.line_id))
    return session.get_one(Duty, duty_id)


def wait_for_place(session: Session, actor: Actor, shift_id: UUID) -> None:
    """Join the waiting list of a full shift that one could take otherwise.

    Raises `NothingToWaitFor` while a place is free, or what else stands in the way.
    """
    worker_id = worker_of(actor)
    shift = queries.shift(session, shift_id)
    why = queries.why_not_here(session, worker_id, shift, lines=actor.lines)
    if why is None:
        raise NothingToWaitFor
    if why is not Reason.FULL:
        raise REFUSALS[why]
    if session.get(Waiting, (shift.id, worker_id)) is None:
        session.add(Waiting(shift_id=shift.id, worker_id=worker_id))


def stop_waiting(session: Session, actor: Actor, shift_id: UUID) -> None:
    """Leave the waiting list; leaving what one is not on changes nothing."""
    session.exec(
        delete(Waiting).where(
            col(Waiting.shift_id) == shift_id, col(Waiting.worker_id) == worker_of(actor)
        )
    )


def let_in(session: Session, shift: Shift) -> Duty | None:
    """Give a place that fell free to the first who waits and may take it; None if nobody may.

    Not in the last hours before the shift (`[roster] waitlist_until`): nobody comes to a duty that
    they have not heard of.
    """
    hours = timedelta(minutes=policy().roster.waitlist_until.in_minutes)
    if shift.cancelled_at is not None or shift.starts_at < clock.now() + hours:
        return None
    waiting = (
        select(Waiting.worker_id)
        .where(Waiting.shift_id == shift.id)
        .order_by(col(Waiting.since), col(Waiting.worker_id))
    )
    found = session.exec(waiting).all()
    for worker_id in sorted(found):  # one order for all, so that no two wait for each other
        one_at_a_time(session, worker_id)
    for worker_id in found:
        try:
            duty = place(session, worker_id, shift)
        except ShiftFull:
            return None
        except Refusal:
            continue
        tell(session, NoticeKind.LET_IN, shift, [worker_id], step=str(duty.id))
        return duty
    return None
