"""How workers are told goes with the account; what was told goes with its event (`jobs`)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from organisation import queries as organisation
from policies.retention import Due, RetentionTask, register
from scheduling.actions.deliveries import forget_deliveries
from scheduling.models import Delivery


def _of_leavers(session: Session, before: datetime) -> list[Due]:
    """Closing an account forgets these at once; this finds what was closed in any other way."""
    holders = session.exec(select(Delivery.worker_id).distinct()).all()
    found = [organisation.worker(session, worker_id) for worker_id in holders]
    closed = [(one.id, one.closed_at) for one in found if one and one.closed_at]
    return [Due(worker_id, since) for worker_id, since in closed if since < before]


def _forget(session: Session, ids: Sequence[UUID]) -> int:
    for worker_id in ids:
        forget_deliveries(session, worker_id)
    return len(ids)


register(RetentionTask(data_class="scheduling.delivery", find=_of_leavers, purge=_forget))
