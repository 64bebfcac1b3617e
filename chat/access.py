"""Who may do what in the chat room, and the only ways to a conversation."""

from uuid import UUID

from sqlmodel import Session

from chat.errors import NoSuchConversation
from chat.models import Conversation
from core.access import Resource, may, permission
from core.identity import Actor, Kind, SignInSession, resolves

TALK = permission("chat.talk", "Write and read in one's own conversations.")
DESK = permission("chat.desk", "Open the responder's desk with its queue.")
CLAIM = permission("chat.claim", "Take a waiting conversation.")
CLASSIFY = permission("chat.classify", "Say how one's own conversation ended.")
REFER = permission("chat.refer", "Send a service card into one's own conversation.")
FEEDBACK = permission("chat.feedback", "Say how one's own conversation went.")


@resolves(Kind.VISITOR)
def _visitor_of(_session: Session, here: SignInSession) -> Actor:
    """A visitor is nothing but their conversation."""
    return Actor(
        kind=Kind.VISITOR, id=here.subject_id, session_id=here.id, roles=frozenset({"visitor"})
    )


def access_conversation(session: Session, actor: Actor, conversation_id: UUID) -> Conversation:
    """Find a conversation that is the actor's own.

    Raises `NoSuchConversation`, whether it is missing or not theirs.
    """
    found = session.get(Conversation, conversation_id)
    if found is None or not may(actor, TALK, about(found)):
        raise NoSuchConversation
    return found


def access_waiting(session: Session, actor: Actor, conversation_id: UUID) -> Conversation:
    """Find a conversation that is the actor's own or stands in the queue of a line of theirs.

    Raises `NoSuchConversation`.
    """
    found = session.get(Conversation, conversation_id)
    if found is None or not may(actor, DESK, about(found)):
        raise NoSuchConversation
    return found


def about(conversation: Conversation) -> Resource:
    """Describe a conversation to the policy: its two sides and its line."""
    owners = (conversation.id, conversation.responder_id)
    return Resource(owners=owners, line_id=conversation.line_id)


def is_own(actor: Actor, conversation: Conversation) -> bool:
    """Whether the actor is one of the two sides."""
    if actor.kind is Kind.VISITOR:
        return conversation.id == actor.id
    return actor.id is not None and conversation.responder_id == actor.id
