"""A conversation's way from the waiting room to its end."""

from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import update
from sqlmodel import Session, col, func

from chat.actions.calling import opened
from chat.actions.rooms import drop_promise, see_off_all
from chat.bodies import at_rest
from chat.errors import (
    AlreadyTaken,
    HandsFull,
    LineIsClosed,
    NoKeyYet,
    NoMoreNow,
    NotOnDuty,
)
from chat.events import (
    ContactAttempted,
    ConversationClosed,
    QueueChanged,
    VisitorCalled,
)
from chat.models import Conversation
from chat.queries import brake_until, hands, line_box, seals
from chat.queries.opening import opening
from chat.schemas import LIVE, Author, State
from core import clock
from core.events import record
from core.house import house
from core.identity import Actor, Kind
from organisation.queries import line as line_by_id
from policies.queries import policy
from scheduling.queries import on_duty
from scheduling.seats import one_at_a_time

if TYPE_CHECKING:
    from organisation.models import Line


def attempt(session: Session, line: "Line", origin: str) -> None:
    """Count somebody's asking to chat, answered later or not."""
    record(session, ContactAttempted(line_id=line.id, origin=origin))


def enter(
    session: Session, line: "Line", *, nickname: str, topic: str | None, language: str
) -> Conversation:
    """Let a visitor into the waiting room. Raises `LineIsClosed` when nobody is there."""
    if not opening(session, line).is_open:
        raise LineIsClosed
    is_sealed = seals(line)
    conversation = Conversation(
        id=uuid4(),
        line_id=line.id,
        is_sealed=is_sealed,
        topic=topic if any(one.get("key") == topic for one in line.topics) else None,
        language=language,
        started_at=clock.now(),
        policy_hash=policy().hash,
    )
    key = house().keys.create(conversation.id)
    if nickname and not is_sealed:  # sealed, it comes with the key
        conversation.nickname = at_rest(key, conversation.id, conversation.id, nickname.encode())
    session.add(conversation)
    record(session, QueueChanged(line_id=line.id))
    return conversation


def claim(
    session: Session, actor: Actor, conversation: Conversation, *, is_here: bool = True
) -> None:
    """Take a waiting conversation: one of many who try succeeds.

    A visitor who is not `is_here` is called back and waited for (`chat.actions.calling`).

    Raises `NotOnDuty`, `NoMoreNow`, `HandsFull`, `NoKeyYet`, or `AlreadyTaken` when it waits no
    longer.
    """
    if conversation.responder_id == actor.id and conversation.state == State.OPEN:
        return  # asked twice: it is theirs already
    if actor.id is None or actor.id not in on_duty(session, conversation.line_id):
        raise NotOnDuty
    _require_free(session, actor, conversation)
    at, is_first = clock.now(), conversation.opened_at is None
    taken = session.connection().execute(
        update(Conversation)
        .where(col(Conversation.id) == conversation.id, col(Conversation.state) == State.WAITING)
        .values(
            state=State.OPEN,
            responder_id=actor.id,
            opened_at=func.coalesce(col(Conversation.opened_at), at),
            priority=0,
            back_because=None,
            called_at=None if is_here else at,
        )
    )
    if taken.rowcount != 1:
        raise AlreadyTaken
    drop_promise(session, conversation.id)
    taken_by = {"conversation_id": conversation.id, "responder_id": actor.id}
    if is_here:
        line_id = conversation.line_id
        record(session, opened(session, line_id=line_id, is_first=is_first, **taken_by))
    else:
        record(session, VisitorCalled(**taken_by))
    record(session, QueueChanged(line_id=conversation.line_id))


def _require_free(session: Session, actor: Actor, conversation: Conversation) -> None:
    """Refuse who takes nobody more, and whom nobody could read yet."""
    if brake_until(session, actor.id):
        raise NoMoreNow
    if actor.id is not None:
        one_at_a_time(
            session, actor.id
        )  # who presses twice, at two processes, is counted once more
    if hands(session, actor.id) >= line_by_id(session, conversation.line_id).places_each:
        raise HandsFull
    if conversation.is_sealed and line_box(session, conversation.id) is None:
        raise NoKeyYet


def close(session: Session, actor: Actor, conversation: Conversation) -> None:
    """End a conversation, from either side; closing what is closed changes nothing."""
    by = Author.VISITOR if actor.kind is Kind.VISITOR else Author.RESPONDER
    end(session, conversation, by=by)


def end(session: Session, conversation: Conversation, *, by: str) -> None:
    """Move a live conversation to its end: `closed`, or `left` when it never opened."""
    was_open = conversation.opened_at is not None
    was_answered = conversation.state == State.ANSWERED
    ended = session.connection().execute(
        update(Conversation)
        .where(
            col(Conversation.id) == conversation.id, col(Conversation.state) == conversation.state
        )
        .where(col(Conversation.state).in_(LIVE))
        .values(
            state=State.CLOSED if was_open or was_answered else State.LEFT,
            closed_at=clock.now(),
            ended_by=str(by),
            unanswered_since=None,
        )
    )
    if ended.rowcount != 1:
        return
    see_off_all(session, conversation.id)
    record(
        session,
        ConversationClosed(
            conversation_id=conversation.id,
            line_id=conversation.line_id,
            was_open=was_open,
            ended_by=str(by),
        ),
    )
    record(session, QueueChanged(line_id=conversation.line_id))
