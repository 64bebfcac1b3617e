"""Live events that bring two browsers together; each is explained in `docs/protocol.md`.

Nothing of a call is stored or logged: the server passes signals on between the two sides of an open
conversation, and the sound and picture never come here.
"""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from chat.access import CALL, access_conversation
from chat.errors import ConversationIsClosed, NoCallsHere
from chat.queries import line_of
from chat.queries.calls import call_terms, has_calls
from chat.schemas import About, State
from chat.schemas.calls import CallSignal
from chat.sockets.doors import on
from chat.sockets.together import worker_room
from core.db import reading
from core.house import house
from core.identity import Actor, Kind
from core.realtime import rooms_of


def visitor_room(conversation_id: UUID) -> str:
    """Name the room that a visitor alone hears."""
    return f"visitor:{conversation_id}"


@rooms_of
def _rooms(_session: Session, actor: Actor) -> list[str]:
    """A visitor hears what is meant for them alone, and not for others in the conversation."""
    return [visitor_room(actor.id)] if actor.kind is Kind.VISITOR and actor.id else []


@on("call_terms", About, allows=CALL)
def terms(actor: Actor, about: About) -> dict[str, Any]:
    """Say whether one may call here, and by which servers."""
    with reading() as session:
        conversation = access_conversation(session, actor, about.conversation_id)
        return call_terms(line_of(session, conversation))


@on("call_signal", CallSignal, allows=CALL, cost=0.5)
def signal(actor: Actor, sent: CallSignal) -> dict[str, Any]:
    """Pass a signal on to the other side and to nobody else."""
    with reading() as session:
        conversation = access_conversation(session, actor, sent.conversation_id)
        if conversation.state != State.OPEN or conversation.responder_id is None:
            raise ConversationIsClosed
        if not has_calls(line_of(session, conversation)):
            raise NoCallsHere
    is_visitor = actor.kind is Kind.VISITOR
    other = conversation.responder_id if is_visitor else conversation.id
    room = worker_room(other) if is_visitor else visitor_room(other)
    house().live.tell(room, "call", sent.model_dump(mode="json"))
    return {"here": house().live.is_here(other)}
