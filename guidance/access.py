"""Who may do what in the guidance room, and whose an entry is."""

from uuid import UUID

from sqlmodel import Session

from core.access import permission
from core.identity import Actor
from guidance import queries
from guidance.entry import Entry
from guidance.errors import NoSuchGuide, NoSuchService

USE = permission(
    "guidance.use", "Search the directory from the desk and name services to visitors."
)
TEND = permission("guidance.tend", "Keep the directory's index and its opening hours up to date.")
EDIT = permission("guidance.edit", "Make, change, withdraw and import services.")
WRITE = permission("guidance.write", "Write guides and info bites, and withdraw them.")
REVIEW = permission(
    "guidance.review", "Review and publish guides that one has not written oneself."
)


def access_service(session: Session, actor: Actor, service_id: UUID) -> Entry:
    """Give an entry that is the actor's to change: their organisation's, or imported.

    Raises `NoSuchService`.
    """
    found = queries.entry(session, service_id)
    if found.service.organisation_id not in {None, actor.organisation_id}:
        raise NoSuchService
    return found


def access_guide(session: Session, actor: Actor, guide_id: UUID) -> queries.WorkingGuide:
    """Give a guide of the actor's organisation as it is being written. Raises `NoSuchGuide`."""
    found = queries.working_guide(session, guide_id)
    if found.guide.organisation_id != actor.organisation_id:
        raise NoSuchGuide
    return found
