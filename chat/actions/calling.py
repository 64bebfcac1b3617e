"""Somebody's turn comes while they are away: they are waited for, and then honestly not.

Only a conversation in which both sides have been counts as one (R7).
"""

from uuid import UUID

from sqlalchemy import case, update
from sqlmodel import Session, col, select

from chat.actions.rooms import see_off_all
from chat.events import ConversationClosed, ConversationOpened, QueueChanged
from chat.models import Conversation
from chat.schemas import State
from core import clock
from core.events import record
from organisation.queries import shown_names

AWAY, CLOSING = "away", "closing"


def show_up(session: Session, conversation_id: UUID) -> None:
    """Let somebody who was called back be here; from now on it is a conversation."""
    has_talked = session.exec(
        select(col(Conversation.opened_at) < col(Conversation.called_at)).where(
            Conversation.id == conversation_id
        )
    ).first()
    came = session.connection().execute(
        update(Conversation)
        .where(
            col(Conversation.id) == conversation_id,
            col(Conversation.state) == State.OPEN,
            col(Conversation.called_at).is_not(None),
        )
        .values(called_at=None)
        .returning(col(Conversation.line_id), col(Conversation.responder_id))
    )
    for line_id, responder_id in came.all():
        if responder_id:
            told = opened(session, conversation_id, line_id, responder_id, is_first=not has_talked)
            record(session, told)


def opened(
    session: Session, conversation_id: UUID, line_id: UUID, responder_id: UUID, *, is_first: bool
) -> ConversationOpened:
    """Make the fact that a responder and a visitor are in a conversation together."""
    return ConversationOpened(
        conversation_id=conversation_id,
        line_id=line_id,
        responder_id=responder_id,
        shown_as=shown_names(session, [responder_id]).get(responder_id, ""),
        is_first=is_first,
    )


def stop_waiting(session: Session, conversation_id: UUID) -> None:
    """Wait no longer for somebody who did not come back: they leave as if nobody had come.

    One who has talked before, and waited again, has been in a conversation: it is closed.
    """
    has_talked = col(Conversation.opened_at) < col(Conversation.called_at)
    see_off_all(session, conversation_id)
    gone = session.connection().execute(
        update(Conversation)
        .where(
            col(Conversation.id) == conversation_id,
            col(Conversation.state) == State.OPEN,
            col(Conversation.called_at).is_not(None),
        )
        .values(
            state=case((has_talked, State.CLOSED), else_=State.LEFT),
            responder_id=case((has_talked, col(Conversation.responder_id)), else_=None),
            opened_at=case((has_talked, col(Conversation.opened_at)), else_=None),
            called_at=None,
            unanswered_since=None,
            closed_at=clock.now(),
            ended_by=AWAY,
        )
        .returning(col(Conversation.line_id), col(Conversation.opened_at))
    )
    for line_id, opened_at in gone.all():
        record(
            session,
            ConversationClosed(
                conversation_id=conversation_id,
                line_id=line_id,
                was_open=opened_at is not None,
                ended_by=AWAY,
            ),
        )
        record(session, QueueChanged(line_id=line_id))
