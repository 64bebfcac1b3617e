"""When workers were busy goes as soon as it is over; calendars go with the account."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from organisation import queries as organisation
from policies.retention import Due, RetentionTask, register, rows
from scheduling.actions.busy import forget_calendars
from scheduling.models import BusySource, BusyTime


def _of_leavers(session: Session, before: datetime) -> list[Due]:
    """Closing an account forgets these at once; this finds what was closed in any other way."""
    holders = session.exec(select(BusySource.worker_id).distinct()).all()
    found = [organisation.worker(session, worker_id) for worker_id in holders]
    closed = [(one.id, one.closed_at) for one in found if one and one.closed_at]
    return [Due(worker_id, since) for worker_id, since in closed if since < before]


def _forget(session: Session, ids: Sequence[UUID]) -> int:
    for worker_id in ids:
        forget_calendars(session, worker_id)
    return len(ids)


register(rows("scheduling.busy", BusyTime, since=col(BusyTime.ends_at)))
register(RetentionTask(data_class="scheduling.busy", find=_of_leavers, purge=_forget))
