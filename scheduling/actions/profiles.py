"""What workers tell the roster about themselves."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, delete, select

from core import clock
from core.identity import Actor
from scheduling.actions.moves import worker_of
from scheduling.models import Commitment, Profile, Waiting

LANGUAGES = ("fi", "sv", "en", "se", "ru", "ar", "uk", "fsl")
"""Those a line may promise: Finnish, Swedish, English, Northern Sámi, Russian, Arabic, Ukrainian,
Finnish sign language."""


def tell_languages(session: Session, actor: Actor, languages: Iterable[str]) -> None:
    """Keep the languages in which a worker answers."""
    told = set(languages)
    profile = _profile(session, worker_of(actor))
    profile.languages = [one for one in LANGUAGES if one in told]
    session.add(profile)


def _profile(session: Session, worker_id: UUID) -> Profile:
    found = session.exec(select(Profile).where(Profile.worker_id == worker_id)).first()
    return found or Profile(worker_id=worker_id)


def forget_profile(session: Session, worker_id: UUID) -> None:
    """Let what a leaver told be purged; end their commitment and their waiting for places."""
    found = session.exec(select(Profile).where(Profile.worker_id == worker_id)).first()
    if found is not None:
        found.ended_at = clock.now()
        session.add(found)
    session.exec(delete(Commitment).where(col(Commitment.worker_id) == worker_id))
    session.exec(delete(Waiting).where(col(Waiting.worker_id) == worker_id))
