"""Misuse: labelled, ended, counted apart; whoever did it waits a while and is told why (R22)."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from chat.access import access_conversation
from chat.actions.closing import classify
from chat.actions.conversation import end
from chat.actions.counting import count
from chat.errors import ConversationIsClosed
from chat.gate import cools_until
from chat.models import Conversation
from chat.schemas import State
from chat.schemas.closing import Counted
from core import clock
from core.identity import Actor

MISUSE = "misuse"


def end_misused(session: Session, actor: Actor, conversation_id: UUID) -> None:
    """End one's own open conversation as misuse. The doors let its network cool down.

    Raises `NoSuchConversation`, `ConversationIsClosed`.
    """
    conversation = access_conversation(session, actor, conversation_id)
    if conversation.state != State.OPEN:
        raise ConversationIsClosed
    end(session, conversation, by=MISUSE)
    classify(session, actor, conversation_id, MISUSE)


def cooling(conversation: Conversation | None) -> datetime | None:
    """Say until when this visit's browser cools down; None when it does not, or no more."""
    if conversation is None or conversation.ended_by != MISUSE or not conversation.closed_at:
        return None
    until = cools_until(conversation.closed_at)
    return until if until > clock.now() else None


def turn_away(session: Session, line_id: UUID) -> None:
    """Count that somebody was asked to wait: no contact attempt, and nothing about whom."""
    count(session, line_id, Counted.TURNED_AWAY, clock.local_day())
