"""What has been said about ended conversations, and how many are still to be analysed (R38)."""

import base64
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from chat.bodies import from_rest, key_of
from chat.errors import ConversationIsClosed
from chat.models import Closing, Conversation
from chat.schemas import State


def closing_of(session: Session, conversation_id: UUID) -> Closing | None:
    """Give how a conversation was summed up, or None."""
    return session.exec(select(Closing).where(Closing.conversation_id == conversation_id)).first()


def own_words(closing: Closing | None) -> dict[str, str] | None:
    """Give the envelope of what it was about in the visitor's words; None without, or key gone."""
    if closing is None or closing.own_words is None or closing.alg is None:
        return None
    try:
        key = key_of(closing.conversation_id)
    except ConversationIsClosed:
        return None
    kept = from_rest(key, closing.conversation_id, closing.id, closing.own_words)
    return {"alg": closing.alg, "body": base64.b64encode(kept).decode()}


def coverage(
    session: Session, *, responder_id: UUID | None = None, line_id: UUID | None = None
) -> dict[str, int]:
    """Count the kept conversations that have been analysed, of all; misuse is no conversation."""
    ended: list[Any] = [Conversation.state == State.CLOSED, ~col(Conversation.is_misuse)]
    if responder_id:
        ended.append(Conversation.responder_id == responder_id)
    if line_id:
        ended.append(Conversation.line_id == line_id)
    found: Any = session.exec(
        select(func.count(col(Conversation.outcome)), func.count()).where(*ended)
    ).one()
    return {"analysed": found[0], "of": found[1]}
