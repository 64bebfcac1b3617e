"""Writes of the chat room, apart from messages (`chat.messages`)."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from chat.access import access_conversation
from chat.bodies import at_rest
from chat.errors import (
    AlreadyAnswered,
    AlreadyTaken,
    HandsFull,
    LineIsClosed,
    NotOnDuty,
    StillGoingOn,
)
from chat.events import (
    ContactAttempted,
    ConversationClassified,
    ConversationClosed,
    ConversationOpened,
    FeedbackGiven,
    QueueChanged,
)
from chat.models import Conversation, FeedbackCount
from chat.schemas import LIVE, Author, Outcome, State
from core import clock
from core.db import add_up
from core.events import record
from core.house import house
from core.identity import Actor, Kind
from organisation.queries import line as line_by_id
from organisation.queries import shown_names
from policies.queries import policy
from scheduling.queries import on_duty, opening

if TYPE_CHECKING:
    from organisation.models import Line

FEEDBACK: dict[str, tuple[str, ...]] = {
    "did_it_help": ("yes", "somewhat", "no"),
    "would_have_been_alone": ("yes", "unsure", "no"),  # R33
}
"""The questions in the order in which they are put, with their answers."""


def attempt(session: Session, line: "Line", origin: str) -> None:
    """Count somebody's asking to chat, answered later or not."""
    record(session, ContactAttempted(line_id=line.id, origin=origin))


def enter(
    session: Session, line: "Line", *, nickname: str, topic: str | None, language: str
) -> Conversation:
    """Let a visitor into the waiting room. Raises `LineIsClosed` when nobody is there."""
    if not opening(session, line).is_open:
        raise LineIsClosed
    conversation = Conversation(
        id=uuid4(),
        line_id=line.id,
        topic=topic if any(one.get("key") == topic for one in line.topics) else None,
        language=language,
        started_at=clock.now(),
        policy_hash=policy().hash,
    )
    key = house().keys.create(conversation.id)
    if nickname:
        conversation.nickname = at_rest(key, conversation.id, conversation.id, nickname.encode())
    session.add(conversation)
    record(session, QueueChanged(line_id=line.id))
    return conversation


def claim(session: Session, actor: Actor, conversation: Conversation) -> None:
    """Take a waiting conversation: one of many who try succeeds.

    Raises `NotOnDuty`, `HandsFull`, or `AlreadyTaken` when it waits no longer.
    """
    if conversation.responder_id == actor.id and conversation.state == State.OPEN:
        return  # asked twice: it is theirs already
    if actor.id not in on_duty(session, conversation.line_id):
        raise NotOnDuty
    if hands(session, actor) >= line_by_id(session, conversation.line_id).places_each:
        raise HandsFull
    at = clock.now()
    taken = session.connection().execute(
        update(Conversation)
        .where(col(Conversation.id) == conversation.id, col(Conversation.state) == State.WAITING)
        .values(state=State.OPEN, responder_id=actor.id, opened_at=at)
    )
    if taken.rowcount != 1:
        raise AlreadyTaken
    shown = shown_names(session, [actor.id]).get(actor.id, "")
    record(
        session,
        ConversationOpened(
            conversation_id=conversation.id,
            line_id=conversation.line_id,
            responder_id=actor.id,
            shown_as=shown,
        ),
    )
    record(session, QueueChanged(line_id=conversation.line_id))


def hands(session: Session, actor: Actor) -> int:
    """Count the conversations a responder has open."""
    own = select(func.count()).where(
        Conversation.responder_id == actor.id, Conversation.state == State.OPEN
    )
    return session.exec(own).one()


def close(session: Session, actor: Actor, conversation: Conversation) -> None:
    """End a conversation, from either side; closing what is closed changes nothing."""
    by = Author.VISITOR if actor.kind is Kind.VISITOR else Author.RESPONDER
    end(session, conversation, by=by)


def end(session: Session, conversation: Conversation, *, by: str) -> None:
    """Move a live conversation to its end: `closed`, or `left` when it never opened."""
    was_open = conversation.state == State.OPEN
    ended = session.connection().execute(
        update(Conversation)
        .where(
            col(Conversation.id) == conversation.id, col(Conversation.state) == conversation.state
        )
        .where(col(Conversation.state).in_(LIVE))
        .values(
            state=State.CLOSED if was_open else State.LEFT,
            closed_at=clock.now(),
            ended_by=str(by),
            unanswered_since=None,
        )
    )
    if ended.rowcount != 1:
        return
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


def classify(session: Session, actor: Actor, conversation_id: UUID, outcome: str) -> None:
    """Say which class the outcome is, or that it was misuse; may be changed.

    Raises `NoSuchConversation`, `StillGoingOn`.
    """
    conversation = access_conversation(session, actor, conversation_id)
    if conversation.state != State.CLOSED:
        raise StillGoingOn
    before = (
        "misuse"
        if conversation.is_misuse
        else (str(conversation.outcome) if conversation.outcome else None)
    )
    if before == outcome:
        return
    conversation.is_misuse = outcome == "misuse"
    conversation.outcome = None if conversation.is_misuse else Outcome(outcome)
    session.add(conversation)
    day = clock.local_day(conversation.closed_at)
    record(
        session,
        ConversationClassified(
            line_id=conversation.line_id, day=day, outcome=outcome, before=before
        ),
    )


def give_feedback(session: Session, actor: Actor, question: str, answer: str) -> None:
    """Count a visitor's answer to the next question; anything but an answer is a skip.

    No answer is kept with the conversation.

    Raises `AlreadyAnswered` when the question has been put and answered before.
    """
    conversation = access_conversation(session, actor, actor.id)  # type: ignore[arg-type]
    step = list(FEEDBACK).index(question) if question in FEEDBACK else len(FEEDBACK)
    given = session.connection().execute(
        update(Conversation)
        .where(
            col(Conversation.id) == conversation.id, col(Conversation.questions_answered) == step
        )
        .where(
            col(Conversation.questions_answered) < len(FEEDBACK),
            col(Conversation.state) == State.CLOSED,  # nobody judges what has not been
        )
        .values(questions_answered=step + 1)
    )
    if given.rowcount != 1:
        raise AlreadyAnswered
    if answer in FEEDBACK[question]:
        _count(session, clock.local_day(), conversation.line_id, question, answer)
    record(session, FeedbackGiven(line_id=conversation.line_id))


def _count(session: Session, day: date, line_id: UUID, question: str, answer: str) -> None:
    add_up(
        session,
        FeedbackCount,
        {"day": day, "line_id": line_id, "question": question, "answer": answer},
    )
