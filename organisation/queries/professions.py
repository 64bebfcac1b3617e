"""Which professions there are, and who has which (R20)."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from core.i18n import language
from organisation.models import WorkerProfession
from policies.queries import policy


def profession_names(lang: str | None = None) -> dict[str, str]:
    """Name the professions of the policy in the page's language, in its order."""
    said = lang or language()
    return {key: words.say(said) for key, words in policy().professions.items()}


def professions_of(session: Session, worker_ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Give each worker's professions; one that has left the policy's list is not told."""
    known = list(policy().professions)
    found = session.exec(
        select(WorkerProfession.worker_id, WorkerProfession.profession).where(
            col(WorkerProfession.worker_id).in_(list(worker_ids)),
            col(WorkerProfession.profession).in_(known),
        )
    ).all()
    held: dict[UUID, list[str]] = defaultdict(list)
    for worker_id, profession in sorted(found, key=lambda one: known.index(one[1])):
        held[worker_id].append(profession)
    return {worker_id: tuple(those) for worker_id, those in held.items()}
