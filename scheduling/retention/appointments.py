"""Appointments go some time after their end, counts by their time, free time with the account."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from organisation import queries as organisation
from policies.retention import Due, RetentionTask, register, rows
from scheduling.actions.availability import forget_availability
from scheduling.models import Appointment, AppointmentCount, Availability, Keeper


def _of_leavers(session: Session, before: datetime) -> list[Due]:
    """Closing an account forgets these at once; this finds what was closed in any other way."""
    holders = {
        *session.exec(select(Availability.worker_id).distinct()).all(),
        *session.exec(select(Keeper.worker_id).distinct()).all(),
    }
    found = [organisation.worker(session, worker_id) for worker_id in holders]
    closed = [(one.id, one.closed_at) for one in found if one and one.closed_at]
    return [Due(worker_id, since) for worker_id, since in closed if since < before]


def _forget(session: Session, ids: Sequence[UUID]) -> int:
    for worker_id in ids:
        forget_availability(session, worker_id)
    return len(ids)


def _held(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Availability)).one()


register(rows("scheduling.appointment", Appointment, since=col(Appointment.ends_at)))
register(rows("scheduling.appointment_count", AppointmentCount, since=col(AppointmentCount.month)))
register(
    RetentionTask(data_class="scheduling.availability", find=_of_leavers, purge=_forget, held=_held)
)
