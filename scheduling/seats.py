"""How a seat is taken: one guarded statement, with the unique index as the last word.

Between reading that a seat is free and writing that it is taken somebody else may write. So the
statement that inserts looks for the lowest free seat itself, and inserts nothing when there is
none, when the shift is over or when the worker has another duty then. On PostgreSQL two statements
can still pick the same seat: then the partial unique index refuses the second, which looks again.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    Exists,
    Insert,
    Integer,
    ScalarSelect,
    Select,
    String,
    Uuid,
    exists,
    func,
    insert,
    literal,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select, text

from core import clock
from core.db import Moment
from scheduling.models import Duty, Shift
from scheduling.states import LIVE, DutyState

COLUMNS = ["id", "shift_id", "seat_no", "worker_id", "state", "uid", "sequence", "updated_at"]


def take_seat(session: Session, shift: Shift, worker_id: UUID) -> UUID | None:
    """Take the lowest free seat; gives the new duty's id, or None when the guard held it back."""
    duty_id = uuid4()
    # Every lost race means that a seat went to somebody else, so as many tries as seats are enough.
    for _ in range(shift.greatest + 1):
        try:
            with session.begin_nested():
                statement = _guarded(duty_id, shift.id, worker_id).returning(col(Duty.id))
                taken = session.connection().execute(statement).scalar_one_or_none()
        except IntegrityError:
            continue
        return taken
    return None


def one_at_a_time(session: Session, worker_id: UUID) -> None:
    """Let a worker's own claims wait for one another, so that two of them cannot overlap unseen.

    PostgreSQL: an advisory lock until the end of the transaction, always before any seat's lock.
    SQLite: `core.db.transaction` has taken the only write lock there is.
    """
    if session.connection().dialect.name == "postgresql":
        key = worker_id.int & 0x7FFF_FFFF_FFFF_FFFF
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def _guarded(duty_id: UUID, shift_id: UUID, worker_id: UUID) -> Insert:
    at = clock.now()
    seat = _lowest_free_seat(shift_id)
    row: Select[tuple[object, ...]] = (
        select(  # type: ignore[call-overload]
            literal(duty_id, Uuid()),
            col(Shift.id),
            seat,
            literal(worker_id, Uuid()),
            literal(DutyState.CLAIMED.value, String()),
            literal(uuid4(), Uuid()),
            literal(0, Integer()),
            literal(at, Moment()),
        )
        .where(col(Shift.id) == shift_id, col(Shift.cancelled_at).is_(None))
        .where(col(Shift.ends_at) > literal(at, Moment()))
        .where(seat.is_not(None), ~_overlap(worker_id, at))
    )
    return insert(Duty).from_select(COLUMNS, row, include_defaults=False)


def _lowest_free_seat(shift_id: UUID) -> ScalarSelect[int]:
    """Seat 1 and the seat after each taken one; the lowest of them that is free and exists."""
    taken = aliased(Duty)
    live = (col(taken.shift_id) == shift_id, col(taken.state).in_(LIVE))
    first = select(literal(1, Integer()).label("seat_no"))
    after = first.union_all(select(col(taken.seat_no) + 1).where(*live)).subquery("candidate")
    return (
        select(func.min(after.c.seat_no))
        .where(after.c.seat_no.not_in(select(taken.seat_no).where(*live)))
        .where(after.c.seat_no <= col(Shift.greatest))
        .correlate(Shift)
        .scalar_subquery()
    )


def _overlap(worker_id: UUID, at: datetime) -> Exists:
    """Whether the worker has a live duty then; the shift itself counts, back to back does not."""
    mine, other = aliased(Duty), aliased(Shift)
    return exists(
        select(mine.id)
        .join(other, col(mine.shift_id) == col(other.id))
        .where(
            col(mine.worker_id) == worker_id,
            col(mine.state).in_(LIVE),
            col(other.starts_at) < col(Shift.ends_at),
            col(other.ends_at) > col(Shift.starts_at),
            col(other.ends_at) > literal(at, Moment()),
        )
        .correlate(Shift)
    )
