"""What is said about a conversation when it has ended, by either side."""

from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from chat.access import access_conversation
from chat.actions.burden import BURDEN, pair_burden
from chat.actions.feedback import count
from chat.errors import (
    AlreadyAnswered,
    StillGoingOn,
)
from chat.events import (
    ConversationClassified,
    FeedbackGiven,
)
from chat.models import Conversation
from chat.schemas import Outcome, State
from core import clock
from core.events import record
from core.identity import Actor

FEEDBACK: dict[str, tuple[str, ...]] = {
    "did_it_help": ("yes", "somewhat", "no"),
    "would_have_been_alone": ("yes", "unsure", "no"),  # R33
    BURDEN: (),  # counted in pairs, for who told it in the queue too
}
"""The questions in the order in which they are put, with their answers."""


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
    if question == BURDEN:
        pair_burden(session, conversation, answer)
    elif answer in FEEDBACK[question]:
        count(session, conversation.line_id, question, answer)
    record(session, FeedbackGiven(line_id=conversation.line_id))
