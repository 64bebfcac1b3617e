"""A worker who has left, or may no longer, opens no address: their key and their shares go."""

from chat.actions.emergency import forget_key
from chat.models import OfficerKey
from chat.queries.emergency import officers
from core.db import transaction
from core.events import listens
from organisation.events import WorkerChanged
from organisation.queries import worker


@listens(WorkerChanged)
def take_the_key(changed: WorkerChanged) -> None:
    """Forget the key of whoever is no officer any more."""
    with transaction() as session:
        held = session.get(OfficerKey, changed.worker_id)
        theirs = worker(session, changed.worker_id)
        if held is None:
            return
        able = officers(session, theirs.organisation_id) if theirs else []
        if all(one.worker_id != changed.worker_id for one in able):
            forget_key(session, changed.worker_id)
