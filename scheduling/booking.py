"""How a time is taken: one guarded statement under the worker's lock.

Everything that takes a worker's time (a claim, a hold, a move) waits for the worker's lock first
(`seats.one_at_a_time`), several workers' always in the same order, so that nobody waits in a ring.
The statement looks once more that nothing meets it; the partial unique index has the last word.
"""

from collections.abc import Iterable
from uuid import UUID, uuid4

from sqlalchemy import Exists, String, Uuid, exists, insert, literal, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Integer, Session, col, select

from core import clock
from core.db import Moment
from policies.queries import policy
from scheduling.hours import Span
from scheduling.models import Appointment, AppointmentType
from scheduling.schemas.appointments import AppointmentState, Offer
from scheduling.seats import one_at_a_time

COLUMNS = [
    "id", "type_id", "line_id", "worker_id", "starts_at", "ends_at", "taken_from", "taken_until",
    "state", "held_until", "uid", "sequence", "updated_at",
]  # fmt: skip


def wait_for(session: Session, workers: Iterable[UUID]) -> None:
    """Wait until nobody else is taking any of these workers' time, in one order for all."""
    for worker_id in sorted(set(workers)):
        one_at_a_time(session, worker_id)


def take_time(
    session: Session, kind: AppointmentType, offer: Offer, taken: Span
) -> Appointment | None:
    """Hold the time with the first worker who is free; None when nobody is any more."""
    for worker_id in offer.workers:
        try:
            with session.begin_nested():
                made = _insert(session, kind, worker_id, offer, taken)
        except IntegrityError:
            continue
        if made is not None:
            return session.get_one(Appointment, made)
    return None


def change_time(session: Session, of: Appointment, offer: Offer, taken: Span) -> bool:
    """Let a booked appointment take another time; false when somebody was quicker."""
    for worker_id in offer.workers:
        try:
            with session.begin_nested():
                moved = session.exec(
                    update(Appointment)
                    .where(
                        col(Appointment.id) == of.id,
                        col(Appointment.state) == AppointmentState.BOOKED,
                        col(Appointment.sequence) == of.sequence,
                        ~_meets(worker_id, taken, but=of.id),
                    )
                    .values(
                        worker_id=worker_id,
                        starts_at=offer.starts_at,
                        ends_at=offer.ends_at,
                        taken_from=taken.starts_at,
                        taken_until=taken.ends_at,
                        sequence=col(Appointment.sequence) + 1,
                        updated_at=clock.now(),
                    )
                    .execution_options(synchronize_session=False)
                )
        except IntegrityError:
            continue
        if moved.rowcount == 1:
            session.refresh(of)
            return True
    return False


def _insert(
    session: Session, kind: AppointmentType, worker_id: UUID, offer: Offer, taken: Span
) -> UUID | None:
    at = clock.now()
    row = select(  # type: ignore[call-overload]
        literal(uuid4(), Uuid()),
        col(AppointmentType.id),
        col(AppointmentType.line_id),
        literal(worker_id, Uuid()),
        literal(offer.starts_at, Moment()),
        literal(offer.ends_at, Moment()),
        literal(taken.starts_at, Moment()),
        literal(taken.ends_at, Moment()),
        literal(AppointmentState.HELD.value, String()),
        literal(policy().appointments.hold.after(at), Moment()),
        literal(uuid4(), Uuid()),
        literal(0, Integer()),
        literal(at, Moment()),
    ).where(
        col(AppointmentType.id) == kind.id,
        col(AppointmentType.is_offered),
        ~_meets(worker_id, taken),
    )
    statement = insert(Appointment).from_select(COLUMNS, row, include_defaults=False)
    return session.connection().execute(statement.returning(col(Appointment.id))).scalar()


def _meets(worker_id: UUID, taken: Span, *, but: UUID | None = None) -> Exists:
    """Whether the worker has an appointment that meets the span; back to back does not."""
    other = aliased(Appointment)
    return exists(
        select(other.id).where(
            col(other.worker_id) == worker_id,
            col(other.state).in_([AppointmentState.HELD, AppointmentState.BOOKED]),
            col(other.id) != (but or UUID(int=0)),
            col(other.taken_from) < literal(taken.ends_at, Moment()),
            col(other.taken_until) > literal(taken.starts_at, Moment()),
        )
    )
