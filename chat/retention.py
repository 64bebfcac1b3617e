"""What the chat room keeps and how it goes: the key first, then the words, later the bare facts."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlmodel import Session, col

from chat.actions.emergency import forget
from chat.models import (
    Attachment,
    Brake,
    Closing,
    Consultation,
    Conversation,
    ConversationKey,
    Count,
    Debrief,
    FeedbackCount,
    Flag,
    GroupMember,
    GroupMessage,
    GroupRoom,
    HandoverSheet,
    LocatedAddress,
    Message,
    Plan,
    Promise,
    ReturnCode,
    StepUp,
    Visit,
)
from chat.named_retention import NAMED
from chat.schemas import LIVE
from chat.schemas.step_up import StepUpState
from policies.retention import Due, Ids, RetentionTask, in_parts, register, rows


def _ended_with_words(session: Session, before: datetime) -> list[Due]:
    """Find ended conversations that still have words or a nickname, and no return code."""
    has_words = (
        select(col(Message.id)).where(col(Message.conversation_id) == col(Conversation.id)).exists()
    )
    has_more = (
        select(col(Attachment.id))
        .where(col(Attachment.conversation_id) == col(Conversation.id))
        .exists()
    )
    summed_up = (
        select(col(Closing.id))
        .where(
            col(Closing.conversation_id) == col(Conversation.id),
            col(Closing.own_words).is_not(None),
        )
        .exists()
    )
    is_said = has_words | has_more | summed_up | col(Conversation.nickname).is_not(None)
    found = session.connection().execute(
        select(col(Conversation.id), col(Conversation.closed_at))
        .where(col(Conversation.closed_at) < before, col(Conversation.state).not_in(LIVE))
        .where(is_said, ~_with_code())
    )
    return [Due(conversation_id, closed) for conversation_id, closed in found if closed]


def _with_code() -> Any:
    own = col(ReturnCode.conversation_id) == col(Conversation.id)
    return select(col(ReturnCode.conversation_id)).where(own).exists()


def _codes_expired(session: Session, before: datetime) -> list[Due]:
    """Find return codes whose last visit ended before; while one is going on, none expires."""
    found = session.connection().execute(
        select(col(Conversation.id), col(Conversation.closed_at)).where(
            col(Conversation.closed_at) < before, col(Conversation.state).not_in(LIVE), _with_code()
        )
    )
    return [Due(conversation_id, closed) for conversation_id, closed in found if closed]


def _forget_codes(session: Session, ids: Ids) -> int:
    """Delete return codes, and the words that were kept for them."""
    gone = _forget_words(session, ids)
    for some in in_parts(ids):
        lost = delete(Promise).where(col(Promise.conversation_id).in_(some))
        session.connection().execute(lost)
        dead = delete(ReturnCode).where(col(ReturnCode.conversation_id).in_(some))
        gone += session.connection().execute(dead).rowcount
    return gone


def _codes_held(session: Session) -> int:
    return int(
        session.connection().execute(select(func.count()).select_from(ReturnCode)).scalar_one()
    )


def _forget_words(session: Session, ids: Ids) -> int:
    """Delete the messages and the nicknames of these conversations; their keys are gone by now."""
    gone = 0
    for some in in_parts(ids):
        gone += _forget_attachments(session, some)
        deleted = session.connection().execute(
            delete(Message).where(col(Message.conversation_id).in_(some))
        )
        boxes = delete(ConversationKey).where(col(ConversationKey.conversation_id).in_(some))
        session.connection().execute(boxes)
        unnamed = session.connection().execute(
            update(Conversation)
            .where(col(Conversation.id).in_(some), col(Conversation.nickname).is_not(None))
            .values(nickname=None)
        )
        session.connection().execute(
            update(Closing)
            .where(col(Closing.conversation_id).in_(some))
            .values(own_words=None, alg=None)
        )
        gone += deleted.rowcount + unnamed.rowcount
    return gone


def _forget_attachments(session: Session, ids: Ids) -> int:
    gone = delete(Attachment).where(col(Attachment.conversation_id).in_(ids))
    return session.connection().execute(gone).rowcount


def _words_held(session: Session) -> int:
    return sum(
        int(session.connection().execute(select(func.count()).select_from(table)).scalar_one())
        for table in (Message, Attachment)
    )


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
        forget_parts(session, some)
        gone += (
            session.connection()
            .execute(delete(Conversation).where(col(Conversation.id).in_(some)))
            .rowcount
        )
    return gone


def _burdens_left(session: Session, before: datetime) -> list[Due]:
    """Find ended conversations that still hold the number told before them."""
    found = session.connection().execute(
        select(col(Conversation.id), col(Conversation.closed_at)).where(
            col(Conversation.closed_at) < before, col(Conversation.burden_before).is_not(None)
        )
    )
    return [Due(conversation_id, closed) for conversation_id, closed in found if closed]


def _forget_burdens(session: Session, ids: Ids) -> int:
    gone = 0
    for some in in_parts(ids):
        unsaid = update(Conversation).where(
            col(Conversation.id).in_(some), col(Conversation.burden_before).is_not(None)
        )
        gone += session.connection().execute(unsaid.values(burden_before=None)).rowcount
    return gone


def _burdens_held(session: Session) -> int:
    told = select(func.count()).where(col(Conversation.burden_before).is_not(None))
    return int(session.connection().execute(told).scalar_one())


def forget_parts(session: Session, ids: Ids) -> None:
    """Delete what belongs to conversations and goes with them."""
    for theirs in (
        delete(Attachment).where(col(Attachment.conversation_id).in_(ids)),
        delete(Message).where(col(Message.conversation_id).in_(ids)),
        delete(ConversationKey).where(col(ConversationKey.conversation_id).in_(ids)),
        delete(ReturnCode).where(col(ReturnCode.conversation_id).in_(ids)),
        delete(Visit).where(col(Visit.conversation_id).in_(ids)),
    ):
        session.connection().execute(theirs)


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


def _over(session: Session, before: datetime) -> list[Due]:
    found = session.connection().execute(
        select(col(Consultation.id), col(Consultation.closed_at)).where(
            col(Consultation.closed_at) < before
        )
    )
    return [Due(consultation_id, closed) for consultation_id, closed in found if closed]


def _forget_consultations(session: Session, ids: Ids) -> int:
    """Delete consultations with their notes; their keys are gone by now."""
    gone = 0
    for some in in_parts(ids):
        done = session.connection().execute(
            delete(Consultation).where(col(Consultation.id).in_(some))
        )
        gone += done.rowcount
    return gone


def _keys_beside(session: Session, ids: Ids) -> list[UUID]:
    """Name the keys of conversations and of the consultations that go with them."""
    beside = [
        one
        for some in in_parts(ids)
        for one in session.execute(
            select(col(Consultation.id)).where(col(Consultation.conversation_id).in_(some))
        ).scalars()
    ]
    return [*ids, *beside]


def _closed_groups(session: Session, before: datetime) -> list[Due]:
    """Find closed rooms that still have words or names."""
    has_people = select(col(GroupMember.id)).where(col(GroupMember.room_id) == col(GroupRoom.id))
    found = session.connection().execute(
        select(col(GroupRoom.id), col(GroupRoom.closed_at))
        .where(col(GroupRoom.closed_at) < before)
        .where(has_people.exists())
    )
    return [Due(room_id, closed) for room_id, closed in found if closed]


def _forget_groups(session: Session, ids: Ids) -> int:
    """Delete what was said in these rooms and by whom; their keys are gone by now."""
    return sum(
        session.connection().execute(delete(table).where(col(table.room_id).in_(some))).rowcount
        for some in in_parts(ids)
        for table in (GroupMessage, GroupMember)
    )


def _group_words_held(session: Session) -> int:
    said = select(func.count()).select_from(GroupMessage)
    return int(session.connection().execute(said).scalar_one())


register(
    RetentionTask(
        data_class="chat.group",
        find=_closed_groups,
        purge=_forget_groups,
        keys=_own_keys,
        held=_group_words_held,
    )
)
register(rows("chat.group_room", GroupRoom, since=col(GroupRoom.closed_at)))
register(
    RetentionTask(
        data_class="chat.step_up",
        find=_shown,
        purge=_forget_persons,
        keys=_own_keys,
        held=_persons_held,
    )
)
register(rows("chat.count", Count, since=col(Count.day)))
register(rows("chat.safeguarding", Flag, since=col(Flag.raised_at)))
register(replace(rows("chat.debrief", Debrief, since=col(Debrief.written_at)), keys=_own_keys))
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
        keys=_keys_beside,
        held=_held,
        takes=("chat.body", "chat.consultation", "chat.return_code", "chat.plan"),
    )
)
register(
    RetentionTask(
        data_class="chat.return_code",
        find=_codes_expired,
        purge=_forget_codes,
        keys=_own_keys,
        held=_codes_held,
        takes=("chat.body", "chat.plan"),
    )
)
register(
    RetentionTask(
        data_class="chat.burden", find=_burdens_left, purge=_forget_burdens, held=_burdens_held
    )
)
register(rows("chat.conversation", Visit, since=col(Visit.closed_at)))
register(rows("chat.feedback_count", FeedbackCount, since=col(FeedbackCount.day)))
register(rows("chat.brake", Brake, since=col(Brake.until)))
register(
    RetentionTask(
        data_class="chat.consultation",
        find=_over,
        purge=_forget_consultations,
        keys=_own_keys,
        held=lambda session: int(
            session.connection()
            .execute(select(func.count()).select_from(Consultation))
            .scalar_one()
        ),
    )
)
register(rows("chat.plan", Plan, since=col(Plan.written_at)))
register(rows("chat.handover_sheet", HandoverSheet, since=col(HandoverSheet.written_at)))


def _sealed(session: Session, before: datetime) -> list[Due]:
    found = session.connection().execute(
        select(col(LocatedAddress.id), col(LocatedAddress.made_at)).where(
            col(LocatedAddress.made_at) < before
        )
    )
    return [Due(located_id, made) for located_id, made in found]


def _sealed_held(session: Session) -> int:
    return int(
        session.connection().execute(select(func.count()).select_from(LocatedAddress)).scalar_one()
    )


register(
    RetentionTask(
        data_class="chat.located",
        find=_sealed,
        purge=lambda session, ids: forget(session, list(ids)),
        keys=_own_keys,
        held=_sealed_held,
    )
)
for named in NAMED:
    register(named)
