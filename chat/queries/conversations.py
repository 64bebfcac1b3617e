"""A conversation as its two sides see it."""

import base64
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, select

from chat.bodies import from_rest, key_of
from chat.errors import ConversationIsClosed
from chat.models import Conversation, Message
from chat.queries.promised import promised_view
from chat.queries.sealing import sealing_view
from chat.queries.together import room_view
from chat.schemas import Author
from chat.transcript import stamp
from core import clock, sealed
from core.i18n import pick
from organisation.queries import line as line_by_id
from policies.queries import policy

if TYPE_CHECKING:
    from organisation.models import Line


def conversation_view(session: Session, conversation: Conversation) -> dict[str, Any]:
    """Give the state of a conversation as either side sees it (`docs/protocol.md`, `state`)."""
    return {
        "conversation_id": str(conversation.id),
        "state": str(conversation.state),
        "last_seq": conversation.last_seq,
        "ended_by": conversation.ended_by,
        **room_view(session, conversation),
        "sealing": sealing_view(session, conversation),
        "seen": _seen(conversation),
        "promised": None if conversation.is_live else promised_view(session, conversation.id),
        "held_until": stamp(held_until(conversation)) if conversation.called_at else None,
    }


def has_said_something(session: Session, conversation_id: UUID) -> bool:
    """Whether the visitor has written a word."""
    own = select(Message.id).where(
        Message.conversation_id == conversation_id, Message.author == Author.VISITOR
    )
    return session.exec(own.limit(1)).first() is not None


def _seen(conversation: Conversation) -> dict[str, int] | None:
    """Give the number up to which each side has read; None where the policy keeps no marks."""
    if not policy().chat.talk.read_marks:
        return None
    return {
        "visitor": conversation.seen_by_visitor,
        "responder": conversation.seen_by_responder,
    }


def held_until(conversation: Conversation) -> datetime:
    """Say until when a visitor who was away at their turn is waited for."""
    return policy().chat.waiting.call_back.after(conversation.called_at or clock.now())


def nickname_of(conversation: Conversation) -> dict[str, str] | None:
    """Give the nickname's envelope, or None when there is none or its key is gone."""
    if conversation.nickname is None:
        return None
    try:
        kept = from_rest(
            key_of(conversation.id), conversation.id, conversation.id, conversation.nickname
        )
    except ConversationIsClosed:
        return None
    alg = sealed.ALG if conversation.is_sealed else "plain/1"
    return {"alg": alg, "body": base64.b64encode(kept).decode()}


def topic_name(line: "Line", key: str | None, lang: str | None = None) -> str:
    """Give a topic's name in a language; "" for none."""
    return next((pick(topic, lang) for topic in line.topics if topic.get("key") == key), "")


def line_of(session: Session, conversation: Conversation) -> "Line":
    """Give the line a conversation was on."""
    return line_by_id(session, conversation.line_id)
