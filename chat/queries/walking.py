"""Walking along: when somebody of the line could come with a visitor, or call there together."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from chat.models import Conversation
from organisation.queries import line as line_by_id
from scheduling.queries import offered_types, offers
from scheduling.schemas.appointments import AppointmentKind

MOST_TIMES = 3


def walk_of(session: Session, conversation: Conversation) -> dict[str, Any] | None:
    """Give the next free times of the line's team outside the chat, from its roster.

    None where the line offers no appointments, or none is free. Booking needs no name.
    """
    line = line_by_id(session, conversation.line_id)
    for kind in offered_types(session, line.id):
        times = [] if kind.kind is AppointmentKind.CHAT else offers(session, kind)
        if times:
            return _walk(line.slug, kind.id, [one.starts_at.isoformat() for one in times])
    return None


def _walk(slug: str, type_id: UUID, times: list[str]) -> dict[str, Any]:
    return {"line": slug, "type": str(type_id), "times": times[:MOST_TIMES]}
