"""Professions: said of a worker by those who staff lines, never by themselves alone (R20)."""

from collections.abc import Collection

from sqlmodel import Session, col, delete

from core.errors import BadInput
from core.identity import Actor
from organisation.models import Worker, WorkerProfession
from organisation.queries import professions_of
from policies.actions import audit
from policies.queries import policy


def change_professions(
    session: Session, actor: Actor, worker: Worker, wanted: Collection[str]
) -> None:
    """Say which professions a worker has, of the policy's list. Raises `BadInput`."""
    if not set(wanted) <= set(policy().professions):
        raise BadInput
    if set(professions_of(session, [worker.id]).get(worker.id, ())) == set(wanted):
        return
    session.exec(delete(WorkerProfession).where(col(WorkerProfession.worker_id) == worker.id))
    session.add_all(WorkerProfession(worker_id=worker.id, profession=one) for one in set(wanted))
    said = " ".join(sorted(wanted)) or "none"
    audit(session, actor, "organisation.edit_team", f"worker:{worker.id}", reason=f"is {said}")
