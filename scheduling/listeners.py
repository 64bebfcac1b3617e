"""What happens elsewhere and matters to the roster."""

from core.db import transaction
from core.events import listens
from organisation import queries as organisation
from organisation.events import WorkerChanged
from scheduling import actions


@listens(WorkerChanged)
def stand_down_who_left(changed: WorkerChanged) -> None:
    """Give back the places of a worker who has left, or left a team: promise nothing in vain."""
    with transaction() as session:
        worker = organisation.worker(session, changed.worker_id)
        if worker is not None and worker.is_active:
            here = organisation.lines_of(session, worker.id)
        else:
            here = []
            actions.forget_feeds(session, changed.worker_id)
            actions.forget_availability(session, changed.worker_id)
            actions.forget_calendars(session, changed.worker_id)
            actions.forget_deliveries(session, changed.worker_id)
            actions.forget_profile(session, changed.worker_id)
        actions.stand_down(session, changed.worker_id, keep=frozenset(line.id for line in here))
