"""What came of a service that was named: said in the conversation, counted without the person."""

from uuid import UUID

from sqlmodel import Session, col, func, select

from chat import messages
from chat.access import access_conversation
from chat.models import Message
from chat.schemas import MessageKind
from chat.schemas.reacting import NewReaction
from core.identity import Actor
from guidance.actions import react as count_reaction


def react(session: Session, actor: Actor, new: NewReaction) -> int:
    """Add a visitor's reaction to a service card; gives its number.

    Whoever changes their mind says so again. Counted are as many as there are cards: neither a
    change of mind nor a finger that keeps tapping makes a service look better or worse.

    Raises `NoSuchConversation`, `ConversationIsClosed`, `NoSuchService`.
    """
    conversation = access_conversation(session, actor, new.conversation_id)
    before = conversation.last_seq
    seq = messages.post(
        session, actor, conversation.id, new.client_id, new.sealed, kind=MessageKind.REACTION
    )
    cards = _count(session, conversation.id, MessageKind.CARD)
    if seq > before and _count(session, conversation.id, MessageKind.REACTION) <= cards:
        count_reaction(
            session, service_id=new.service_id, line_id=conversation.line_id, said=new.said
        )
    return seq


def _count(session: Session, conversation_id: UUID, kind: MessageKind) -> int:
    counted = select(func.count()).where(
        col(Message.conversation_id) == conversation_id, col(Message.kind) == kind
    )
    return int(session.exec(counted).one())
