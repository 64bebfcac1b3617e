"""What has been promised to a visitor who comes back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from chat.models import Promise
from chat.transcript import stamp
from core import clock
from organisation.queries import shown_names


@dataclass(frozen=True)
class Promised:
    """Who goes on with the visitor, by the name shown to them, and when."""

    name: str
    at: datetime


def promised(session: Session, conversation_id: UUID) -> Promised | None:
    """Give what was promised in a conversation; None when nothing was, or its day is over."""
    found = session.get(Promise, conversation_id)
    if found is None or clock.local_day(found.at) < clock.local_day():
        return None
    return Promised(shown_names(session, [found.worker_id]).get(found.worker_id, ""), found.at)


def promised_view(session: Session, conversation_id: UUID) -> dict[str, str] | None:
    """Give the same as a live page is told."""
    told = promised(session, conversation_id)
    return {"name": told.name, "at": stamp(told.at)} if told else None
