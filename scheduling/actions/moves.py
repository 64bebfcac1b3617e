"""The one way in which a duty changes its state."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, update

from core import clock
from core.errors import SignInNeeded
from core.events import record
from core.identity import Actor
from scheduling import queries
from scheduling.actions.entering import enter
from scheduling.actions.following import appointments_follow
from scheduling.errors import DutyMoved
from scheduling.events import DutyEnded, RosterChanged
from scheduling.handing_on import HandedOn, take_along
from scheduling.models import Duty, Shift
from scheduling.states import DutyState, may_become


def move(session: Session, duty: Duty, then: DutyState, **also: datetime) -> None:
    """Change a duty's state if it is still what it was read as. Raises `DutyMoved` otherwise.

    Compare-and-swap: of two who move the same duty at once, one is told that it has moved. The
    calendars' SEQUENCE counts the moves, and `updated_at` is their DTSTAMP (RFC 5545, 3.8.7).
    """
    if not may_become(duty.state, then):
        raise DutyMoved
    changed = session.exec(
        update(Duty)
        .where(col(Duty.id) == duty.id, col(Duty.state) == duty.state)
        .values(state=then, sequence=col(Duty.sequence) + 1, updated_at=clock.now(), **also)
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount != 1:
        raise DutyMoved
    session.refresh(duty)


def end(session: Session, duty: Duty, shift: Shift, *, at: datetime) -> None:
    """End a duty that was begun, and tell it unless the worker goes on on the same line."""
    move(session, duty, DutyState.DONE, checked_out_at=at)
    enter(session, duty, shift)
    if duty.worker_id not in queries.on_duty(session, shift.line_id):
        record(session, DutyEnded(line_id=shift.line_id, worker_id=duty.worker_id))


def give_up(session: Session, duty: Duty, shift: Shift) -> None:
    """Let a place go with nobody in it; what hangs on the duty is told of (`handing_on`)."""
    move(session, duty, DutyState.CANCELLED)
    gone = handed(duty, shift, to_worker_id=None)
    appointments_follow(session, gone)
    take_along(session, gone)
    record(session, RosterChanged(line_id=shift.line_id))


def handed(duty: Duty, shift: Shift, *, to_worker_id: UUID | None) -> HandedOn:
    """Say from whom a duty goes to whom."""
    return HandedOn(
        duty_id=duty.id,
        line_id=shift.line_id,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        from_worker_id=duty.worker_id,
        to_worker_id=to_worker_id,
    )


def worker_of(actor: Actor) -> UUID:
    """Give the worker's id. Raises `SignInNeeded` for nobody."""
    if actor.id is None:
        raise SignInNeeded
    return actor.id
