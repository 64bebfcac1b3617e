"""Announcing where one will be, and calling it off."""

from uuid import UUID

from sqlmodel import Session

from outreach.errors import NoSuchRound
from outreach.models import ComingRound
from outreach.schemas.rounds import ComingPlan


def announce(session: Session, organisation_id: UUID, plan: ComingPlan) -> ComingRound:
    """Tell the public where somebody will be."""
    made = ComingRound(organisation_id=organisation_id, **vars(plan))
    session.add(made)
    return made


def call_off(session: Session, organisation_id: UUID, round_id: UUID) -> None:
    """Take an announcement back. Raises `NoSuchRound` for another organisation's too."""
    found = session.get(ComingRound, round_id)
    if found is None or found.organisation_id != organisation_id:
        raise NoSuchRound
    session.delete(found)
