"""What is said about a conversation when it has ended, by either side."""

from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from chat.access import access_conversation
from chat.actions.burden import BURDEN, pair_burden
from chat.actions.counting import facts, recount
from chat.actions.feedback import count
from chat.actions.sealing import require_sealed
from chat.actions.second import pair
from chat.bodies import at_rest, key_of
from chat.errors import (
    AlreadyAnswered,
    StillGoingOn,
)
from chat.events import (
    ConversationClassified,
    FeedbackGiven,
)
from chat.models import Closing, Conversation
from chat.queries import closing_of, line_of, partner_keys
from chat.schemas import Outcome, State
from chat.schemas.closing import LONGEST_MINUTES, SumUp
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
    conversation = _ended(session, actor, conversation_id)
    closing = closing_of(session, conversation_id)
    before = facts(conversation, closing)
    _set_outcome(session, conversation, outcome)
    recount(session, conversation, before, facts(conversation, closing))


def sum_up(session: Session, actor: Actor, said: SumUp) -> None:
    """Say everything about a conversation that has ended; said again, it takes the earlier's place.

    Topics and partners that the line does not have are left out. Raises `NoSuchConversation`,
    `StillGoingOn`, `ConversationIsClosed` for own words once the key is gone, `MustBeSealed`.
    """
    conversation = _ended(session, actor, said.conversation_id)
    closing = closing_of(session, conversation.id)
    before = facts(conversation, closing)
    closing = closing or Closing(conversation_id=conversation.id, minutes=0)
    _fill(session, conversation, closing, said)
    session.add(closing)
    _set_outcome(session, conversation, str(said.outcome))
    recount(session, conversation, before, facts(conversation, closing))


def _fill(session: Session, conversation: Conversation, closing: Closing, said: SumUp) -> None:
    known = {topic["key"] for topic in line_of(session, conversation).topics}
    closing.topics = sorted(known.intersection(said.topics))
    partners = partner_keys(session, conversation.line_id)
    closing.partner = said.partner if said.partner in partners else None
    closing.is_missing = said.is_missing
    closing.minutes = lasted(conversation) if said.minutes is None else said.minutes
    closing.alg = closing.own_words = None
    if said.own_words is not None:
        require_sealed(conversation, said.own_words.alg)
        key = key_of(conversation.id)
        closing.alg = said.own_words.alg
        closing.own_words = at_rest(key, conversation.id, closing.id, said.own_words.raw)


def lasted(conversation: Conversation) -> int:
    """Give the minutes from its opening to its end, a day at most."""
    if not conversation.opened_at or not conversation.closed_at:
        return 0
    seconds = (conversation.closed_at - conversation.opened_at).total_seconds()
    return min(round(seconds / 60), LONGEST_MINUTES)


def _ended(session: Session, actor: Actor, conversation_id: UUID) -> Conversation:
    """Find one's own conversation, locked: two corrections at once must not count twice."""
    conversation = access_conversation(session, actor, conversation_id)
    session.exec(
        select(Conversation.id).where(Conversation.id == conversation_id).with_for_update()
    ).one()
    session.refresh(conversation)
    if conversation.state != State.CLOSED:
        raise StillGoingOn
    return conversation


def _set_outcome(session: Session, conversation: Conversation, outcome: str) -> None:
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
    pair(session, conversation)
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
    conversation = access_conversation(session, actor, actor.known_id)
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
