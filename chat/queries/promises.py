"""What a worker has promised to those who come back."""

from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from chat.models import Conversation, Promise
from chat.queries.conversations import nickname_of
from chat.transcript import stamp
from core import clock
from core.i18n import pick
from organisation.queries import line as line_by_id


def promises_view(session: Session, worker_id: UUID, lang: str) -> list[dict[str, Any]]:
    """List what a worker has promised from today on, the next first."""
    found = session.exec(
        select(Promise, Conversation)
        .join(Conversation, col(Promise.conversation_id) == col(Conversation.id))
        .where(Promise.worker_id == worker_id)
        .order_by(col(Promise.at))
    ).all()
    return [
        {
            "name": nickname_of(of),
            "line": pick(line_by_id(session, of.line_id).name, lang),
            "at": stamp(one.at),
        }
        for one, of in found
        if clock.local_day(one.at) >= clock.local_day()
    ]
