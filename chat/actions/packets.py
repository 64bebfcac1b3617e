"""A packet for a service: drafted by the worker, released by the visitor, by nobody else."""

from sqlmodel import Session

from chat import messages
from chat.access import access_conversation
from chat.schemas import MessageKind, NewMessage
from chat.schemas.packets import NewRelease
from core.identity import Actor
from guidance.actions import release as keep_packet


def draft(session: Session, actor: Actor, new: NewMessage) -> int:
    """Propose to the visitor what the service could be told; nothing leaves the conversation."""
    access_conversation(session, actor, new.conversation_id)
    return messages.post(
        session, actor, new.conversation_id, new.client_id, new.sealed, kind=MessageKind.PACKET
    )


def release(session: Session, actor: Actor, new: NewRelease) -> int:
    """Keep what the visitor released, and give both sides its link.

    Raises `NoSuchConversation`, `ConversationIsClosed`, `NoSuchService`.
    """
    conversation = access_conversation(session, actor, new.conversation_id)
    before = conversation.last_seq
    seq = messages.post(
        session, actor, conversation.id, new.client_id, new.sealed, kind=MessageKind.RELEASE
    )
    if seq > before:
        keep_packet(session, line_id=conversation.line_id, sealed=new.packet)
    return seq
