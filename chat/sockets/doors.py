"""The namespace of the chat, and who hears which room."""

from uuid import UUID

from sqlmodel import Session, col, select

from chat.models import Conversation
from chat.schemas import (
    LIVE,
)
from core.identity import Actor, Kind
from core.realtime import Doors, rooms_of

doors = Doors("/chat")
on = doors.on
on_many = doors.on_many


def room_of(conversation_id: UUID) -> str:
    """Name the room that both sides of a conversation hear."""
    return f"conversation:{conversation_id}"


def desk_of(line_id: UUID) -> str:
    """Name the room that a line's responders hear."""
    return f"desk:{line_id}"


@rooms_of
def _rooms(session: Session, actor: Actor) -> list[str]:
    """A visitor hears their conversation, a responder their lines' desks and conversations."""
    if actor.kind is Kind.VISITOR and actor.id:
        return [room_of(actor.id)]
    own = select(Conversation.id).where(
        Conversation.responder_id == actor.id, col(Conversation.state).in_(LIVE)
    )
    return [
        *(desk_of(line_id) for line_id in actor.lines),
        *(room_of(one) for one in session.exec(own).all()),
    ]
