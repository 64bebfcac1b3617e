"""What the chat room keeps and how it goes: the key first, then the words, later the bare facts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlmodel import Session, col

from chat.models import Brake, Conversation, FeedbackCount, Message, StepUp
from chat.schemas import LIVE
from chat.schemas.step_up import StepUpState
from policies.retention import Due, Ids, RetentionTask, in_parts, register, rows


def _ended_with_words(session: Session, before: datetime) -> list[Due]:
    """Find ended conversations that still have words or a nickname."""
    has_words = (
        select(col(Message.id)).where(col(Message.conversation_id) == col(Conversation.id)).exists()
    )
    found = session.connection().execute(
        select(col(Conversation.id), col(Conversation.closed_at))
        .where(col(Conversation.closed_at) < before, col(Conversation.state).not_in(LIVE))
        .where(has_words | col(Conversation.nickname).is_not(None))
    )
    return [Due(conversation_id, closed) for conversation_id, closed in found if closed]


def _forget_words(session: Session, ids: Ids) -> int:
    """Delete the messages and the nicknames of these conversations; their keys are gone by now."""
    gone = 0
    for some in in_parts(ids):
        deleted = session.connection().execute(
            delete(Message).where(col(Message.conversation_id).in_(some))
        )
        unnamed = session.connection().execute(
            update(Conversation)
            .where(col(Conversation.id).in_(some), col(Conversation.nickname).is_not(None))
            .values(nickname=None)
        )
        gone += deleted.rowcount + unnamed.rowcount
    return gone


def _words_held(session: Session) -> int:
    return int(session.connection().execute(select(func.count()).select_from(Message)).scalar_one())


def _own_keys(_session: Session, ids: Ids) -> list[UUID]:
    return list(ids)


def _ended(session: Session, before: datetime) -> list[Due]:
    found = session.connection().execute(
        select(col(Conversation.id), col(Conversation.closed_at)).where(
            col(Conversation.closed_at) < before, col(Conversation.state).not_in(LIVE)
        )
    )
    return [Due(conversation_id, closed) for conversation_id, closed in found if closed]


def _forget(session: Session, ids: Ids) -> int:
    """Delete conversations; what was said in them goes with them."""
    gone = 0
    for some in in_parts(ids):
        session.connection().execute(delete(Message).where(col(Message.conversation_id).in_(some)))
        gone += (
            session.connection()
            .execute(delete(Conversation).where(col(Conversation.id).in_(some)))
            .rowcount
        )
    return gone


def _held(session: Session) -> int:
    return int(
        session.connection().execute(select(func.count()).select_from(Conversation)).scalar_one()
    )


def _shown(session: Session, before: datetime) -> list[Due]:
    found = session.connection().execute(
        select(col(StepUp.id), col(StepUp.shown_until)).where(col(StepUp.shown_until) < before)
    )
    return [Due(step_up_id, until) for step_up_id, until in found if until]


def _forget_persons(session: Session, ids: Ids) -> int:
    return sum(
        session.connection()
        .execute(
            update(StepUp)
            .where(col(StepUp.id).in_(some))
            .values(person=None, shown_until=None, state=StepUpState.OVER)
        )
        .rowcount
        for some in in_parts(ids)
    )


def _persons_held(session: Session) -> int:
    shown = select(func.count()).select_from(StepUp).where(col(StepUp.person).is_not(None))
    return int(session.connection().execute(shown).scalar_one())


register(
    RetentionTask(
        data_class="chat.step_up",
        find=_shown,
        purge=_forget_persons,
        keys=_own_keys,
        held=_persons_held,
    )
)
register(
    RetentionTask(
        data_class="chat.body",
        find=_ended_with_words,
        purge=_forget_words,
        keys=_own_keys,
        held=_words_held,
    )
)
register(
    RetentionTask(
        data_class="chat.conversation",
        find=_ended,
        purge=_forget,
        keys=_own_keys,
        held=_held,
        takes=("chat.body",),
    )
)
register(rows("chat.feedback_count", FeedbackCount, since=col(FeedbackCount.day)))
register(rows("chat.brake", Brake, since=col(Brake.until)))
