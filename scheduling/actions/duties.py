"""Who takes which place, and who is there."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from core.events import record
from core.identity import Actor
from scheduling import queries
from scheduling.actions.entering import enter
from scheduling.actions.moves import end, give_up, move, worker_of
from scheduling.actions.places import let_in, place
from scheduling.errors import (
    AlreadyBegun,
    DutyMoved,
    ShiftOver,
    TooEarly,
)
from scheduling.events import DutyBegan
from scheduling.leaving import look_around
from scheduling.models import Duty, Shift
from scheduling.states import LIVE, DutyState

# Conversations may come to their end after the shift; then whoever forgot is checked out.
GRACE = timedelta(minutes=30)


def claim(session: Session, actor: Actor, shift_id: UUID) -> Duty:
    """Take the lowest free place on a shift.

    Raises `NoSuchShift` or why not: `NotOnTeam`, `ShiftOver`, `AlreadyYours`, `LanguageNeeded`,
    `DutiesOverlap`, `RestNeeded` or `ShiftFull`.
    """
    return place(session, worker_of(actor), queries.shift(session, shift_id), lines=actor.lines)


def release(session: Session, actor: Actor, duty_id: UUID) -> Duty:
    """Give a place back before the shift begins.

    Raises `NoSuchDuty`, `AlreadyBegun` or `DutyMoved`.
    """
    duty, shift = queries.own_duty(session, worker_of(actor), duty_id)
    if duty.state is DutyState.CLAIMED and shift.starts_at <= clock.now():
        raise AlreadyBegun
    give_up(session, duty, shift)
    let_in(session, shift)
    return duty


def check_in(session: Session, actor: Actor, duty_id: UUID) -> Duty:
    """Begin a duty, from 15 minutes before the shift until its end.

    Raises `NoSuchDuty`, `TooEarly`, `ShiftOver` or `DutyMoved`.
    """
    duty, shift = queries.own_duty(session, worker_of(actor), duty_id)
    at = clock.now()
    if at < shift.starts_at - queries.CHECK_IN_BEFORE:
        raise TooEarly
    if at >= shift.ends_at:
        raise ShiftOver
    move(session, duty, DutyState.CHECKED_IN, checked_in_at=at)
    record(session, DutyBegan(line_id=shift.line_id, worker_id=duty.worker_id))
    return duty


def check_out(session: Session, actor: Actor, duty_id: UUID) -> Duty:
    """End a duty that was begun; its seat is free for somebody else.

    Raises `NoSuchDuty` or `DutyMoved`, or what a room above has to be finished first.
    """
    duty, shift = queries.own_duty(session, worker_of(actor), duty_id)
    if not queries.stays_on(session, duty, shift):
        look_around(session, duty.worker_id, shift.line_id)
    end(session, duty, shift, at=clock.now())
    return duty


def settle(session: Session) -> int:
    """Check out whoever is still there after the grace, mark those who never came; gives how many.

    Somebody else may settle at the same moment: what is not as it was read is left to them.
    """
    at = clock.now()
    settled = 0
    for duty, shift in _unsettled(session, at):
        try:
            _settle_one(session, duty, shift)
        except DutyMoved:
            continue
        settled += 1
    return settled


def _settle_one(session: Session, duty: Duty, shift: Shift) -> None:
    if duty.state is DutyState.CHECKED_IN:
        end(session, duty, shift, at=shift.ends_at)
    else:
        move(session, duty, DutyState.MISSED)
        enter(session, duty, shift)


def _unsettled(session: Session, at: datetime) -> Sequence[tuple[Duty, Shift]]:
    due = (
        select(Duty, Shift)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(col(Duty.state).in_(LIVE), col(Shift.ends_at) <= at)
    )
    found = session.exec(due).all()
    return [
        (duty, shift)
        for duty, shift in found
        if duty.state is DutyState.CLAIMED or shift.ends_at + GRACE <= at
    ]


def stand_down(session: Session, worker_id: UUID, *, keep: frozenset[UUID]) -> None:
    """End a worker's duty, and give their places back, on every line but those to `keep`."""
    live = (
        select(Duty, Shift)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(Duty.worker_id == worker_id, col(Duty.state).in_(LIVE))
    )
    for duty, shift in session.exec(live).all():
        if shift.line_id in keep:
            continue
        if duty.state is DutyState.CHECKED_IN:
            end(session, duty, shift, at=clock.now())
        else:
            give_up(session, duty, shift)
            let_in(session, shift)
