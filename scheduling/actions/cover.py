"""A duty passes from one worker to another: asked for, offered, taken, swapped.

Whoever asks stays responsible until somebody takes it. Taking looks at everything anew under both
workers' locks, and moves the duty, what hangs on it (`scheduling.handing_on`), the calendars (same
UID, SEQUENCE + 1) and who is expected on the line in one transaction.
"""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from core import clock
from core.events import record
from core.identity import Actor
from organisation import queries as organisation
from scheduling import queries
from scheduling.actions.entering import enter
from scheduling.actions.following import appointments_follow
from scheduling.actions.moves import handed, move, worker_of
from scheduling.actions.notices import tell
from scheduling.actions.places import let_in
from scheduling.cover_states import CoverState, NoticeKind
from scheduling.eligibility import Reason
from scheduling.errors import (
    REFUSALS,
    CoverAsked,
    CoverGone,
    DutyMoved,
    NoSuchCover,
    NotTheirs,
    ShiftOver,
)
from scheduling.events import DutyHandedOn, RosterChanged
from scheduling.handing_on import take_along
from scheduling.models import Cover, Duty, Shift
from scheduling.seats import one_at_a_time
from scheduling.states import DutyState


def ask_for_cover(
    session: Session,
    actor: Actor,
    duty_id: UUID,
    *,
    of: UUID | None = None,
    in_return: UUID | None = None,
) -> Cover:
    """Ask everybody who fits, or one colleague, to take a duty; in a swap, for one of theirs.

    Raises `NoSuchDuty`, `ShiftOver`, `DutyMoved`, `NotTheirs` or `CoverAsked`.
    """
    duty, shift = queries.own_duty(session, worker_of(actor), duty_id)
    _still_ahead(duty, shift)
    if in_return is not None:
        of = _whose(session, in_return, shift)
    if of is not None and (of == duty.worker_id or of not in _team(session, shift)):
        raise NotTheirs
    made = Cover(duty_id=duty.id, asked_by=duty.worker_id, to_worker_id=of, in_return_id=in_return)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError as twice:
        raise CoverAsked from twice
    wanted = [of] if of else queries.fitting(session, shift)
    tell(session, NoticeKind.COVER_ASKED, shift, wanted, step=str(made.id))
    record(session, RosterChanged(line_id=shift.line_id))
    return made


def _still_ahead(duty: Duty, shift: Shift) -> None:
    if shift.cancelled_at is not None or shift.ends_at <= clock.now():
        raise ShiftOver
    if duty.state is not DutyState.CLAIMED:
        raise DutyMoved


def _team(session: Session, shift: Shift) -> list[UUID]:
    return organisation.responders_of(session, shift.line_id)


def _whose(session: Session, duty_id: UUID, shift: Shift) -> UUID:
    """Give whose coming duty that is, on a line that both are on."""
    found = queries.coming_duty(session, duty_id)
    if found is None or found[1].line_id != shift.line_id or found[1].id == shift.id:
        raise NotTheirs
    return found[0].worker_id


def withdraw_cover(session: Session, actor: Actor, cover_id: UUID) -> None:
    """Keep the duty after all. Raises `NoSuchCover` or `CoverGone`."""
    cover = session.get(Cover, cover_id)
    if cover is None or cover.asked_by != worker_of(actor):
        raise NoSuchCover
    _settle(session, cover, CoverState.WITHDRAWN)


def decline_cover(session: Session, actor: Actor, cover_id: UUID) -> None:
    """Say no to a request that was made to oneself alone. Raises `NoSuchCover` or `CoverGone`."""
    cover = session.get(Cover, cover_id)
    if cover is None or cover.to_worker_id != worker_of(actor):
        raise NoSuchCover
    _settle(session, cover, CoverState.DECLINED)
    duty, shift = queries.duty_and_shift(session, cover.duty_id)
    tell(session, NoticeKind.COVER_DECLINED, shift, [duty.worker_id], step=str(cover.id))


def take_cover(session: Session, actor: Actor, cover_id: UUID) -> Duty:
    """Take the duty; in a swap the other one goes back in return.

    Raises `NoSuchCover`, `CoverGone`, or why not (`scheduling.errors.REFUSALS`), also when it is
    the asker who may not take what they get in return.
    """
    taker = worker_of(actor)
    cover = session.get(Cover, cover_id)
    if cover is None or cover.asked_by == taker or cover.to_worker_id not in {None, taker}:
        raise NoSuchCover
    for worker_id in sorted({taker, cover.asked_by}):  # one order for all, so that nobody waits
        one_at_a_time(session, worker_id)  # for somebody who waits for them
    session.refresh(cover)
    duty, shift = queries.duty_and_shift(session, cover.duty_id)
    returned = queries.coming_duty(session, cover.in_return_id) if cover.in_return_id else None
    if duty.worker_id != cover.asked_by or (cover.in_return_id and returned is None):
        raise CoverGone
    _still_ahead(duty, shift)
    _check(session, taker, shift, instead_of=returned[1] if returned else None)
    _settle(session, cover, CoverState.TAKEN, taken_by=taker, sequence=duty.sequence + 1)
    if returned is not None:
        _check(session, cover.asked_by, returned[1], instead_of=shift)
        _swap(session, (duty, shift), returned)
    else:
        _pass_on(session, duty, shift, taker)
    tell(session, NoticeKind.COVER_TAKEN, shift, [cover.asked_by], step=str(cover.id))
    return duty


def _check(session: Session, worker_id: UUID, shift: Shift, *, instead_of: Shift | None) -> None:
    why = queries.unfit_for(session, worker_id, shift, instead_of=instead_of)
    if why is not None:
        raise REFUSALS[why]


def _swap(session: Session, one: tuple[Duty, Shift], other: tuple[Duty, Shift]) -> None:
    first, second = one[0].worker_id, other[0].worker_id
    _pass_on(session, *one, second)
    _pass_on(session, *other, first)
    # What the taker gave away is handed on too: their calendar learns of it from a row of its own.
    session.add(
        Cover(
            duty_id=other[0].id,
            asked_by=second,
            to_worker_id=first,
            state=CoverState.TAKEN,
            taken_by=first,
            settled_at=clock.now(),
            sequence=other[0].sequence,
        )
    )


def _pass_on(session: Session, duty: Duty, shift: Shift, to: UUID) -> None:
    """Give the duty to another worker if nobody moved it meanwhile; all that hangs on it follows.

    Raises `DutyMoved`, `AlreadyYours`, or what a room above has to say.
    """
    went = handed(duty, shift, to_worker_id=to)
    try:
        with session.begin_nested():
            changed = session.exec(
                update(Duty)
                .where(
                    col(Duty.id) == duty.id,
                    col(Duty.worker_id) == duty.worker_id,
                    col(Duty.state) == DutyState.CLAIMED,
                )
                .values(worker_id=to, sequence=col(Duty.sequence) + 1, updated_at=clock.now())
                .execution_options(synchronize_session=False)
            )
    except IntegrityError as twice:  # they have a place on this very shift by now
        raise REFUSALS[Reason.YOURS] from twice
    if changed.rowcount != 1:
        raise DutyMoved
    session.refresh(duty)
    appointments_follow(session, went)
    take_along(session, went)
    record(session, RosterChanged(line_id=shift.line_id))
    record(
        session,
        DutyHandedOn(
            duty_id=duty.id,
            line_id=shift.line_id,
            from_worker_id=went.from_worker_id,
            to_worker_id=to,
        ),
    )


def _settle(
    session: Session,
    cover: Cover,
    then: CoverState,
    *,
    taken_by: UUID | None = None,
    sequence: int = 0,
) -> None:
    """End a request if it is still open. Raises `CoverGone` when somebody was faster."""
    changed = session.exec(
        update(Cover)
        .where(col(Cover.id) == cover.id, col(Cover.state) == CoverState.OPEN)
        .values(state=then, taken_by=taken_by, settled_at=clock.now(), sequence=sequence)
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount != 1:
        raise CoverGone
    session.refresh(cover)


def cannot_come(session: Session, actor: Actor, duty_id: UUID) -> Duty:
    """Say, until the end of a shift, that one cannot come to it; no reason is asked.

    The seat is free at once, and everybody who fits is told. Raises `NoSuchDuty`, `ShiftOver` or
    `DutyMoved`.
    """
    duty, shift = queries.own_duty(session, worker_of(actor), duty_id)
    _still_ahead(duty, shift)
    move(session, duty, DutyState.EXCUSED)
    enter(session, duty, shift)
    gone = handed(duty, shift, to_worker_id=None)
    appointments_follow(session, gone)
    take_along(session, gone)
    lapse_cover(session, duty.id)
    record(session, RosterChanged(line_id=shift.line_id))
    if let_in(session, shift) is None:
        others = [one for one in queries.fitting(session, shift) if one != duty.worker_id]
        tell(session, NoticeKind.PLACE_FREE, shift, others, step=str(duty.id))
    return duty


def lapse_cover(session: Session, duty_id: UUID) -> None:
    """End the request for a duty that is nobody's any more."""
    session.exec(
        update(Cover)
        .where(col(Cover.duty_id) == duty_id, col(Cover.state) == CoverState.OPEN)
        .values(state=CoverState.LAPSED, settled_at=clock.now())
    )


def lapse_begun(session: Session) -> int:
    """End the requests whose shift is over; gives how many."""
    over = (
        select(Duty.id)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where((col(Shift.ends_at) <= clock.now()) | (col(Duty.state) != DutyState.CLAIMED))
    )
    return int(
        session.exec(
            update(Cover)
            .where(col(Cover.state) == CoverState.OPEN, col(Cover.duty_id).in_(over))
            .values(state=CoverState.LAPSED, settled_at=clock.now())
            .execution_options(synchronize_session=False)
        ).rowcount
    )
