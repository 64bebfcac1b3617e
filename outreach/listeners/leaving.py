"""Who leaves sees nothing of the room any more."""

from core.db import transaction
from core.events import listens
from organisation.events import WorkerChanged
from organisation.queries import producers_in, worker
from outreach import actions


@listens(WorkerChanged)
def share_nothing_with_who_left(changed: WorkerChanged) -> None:
    """Take campaigns back from somebody who is no producer any more: the role alone opens none."""
    with transaction() as session:
        found = worker(session, changed.worker_id)
        here = producers_in(session, found.organisation_id) if found else {}
        if changed.worker_id not in here:
            actions.forget_producer(session, changed.worker_id)
        if found is None or not found.is_active:
            actions.forget_post_feeds(session, changed.worker_id)
