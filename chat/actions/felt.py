"""The responder's own feedback after a conversation (R33): counts for the day and line, no more."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from chat.access import access_conversation
from chat.actions.feedback import count
from chat.errors import AlreadyAnswered, StillGoingOn
from chat.models import ResponderSaid
from chat.schemas import State
from chat.schemas.feedback import THEY_ALONE, WENT, HowItWent
from core.identity import Actor


def say_how_it_went(session: Session, actor: Actor, said: HowItWent) -> None:
    """Count what a responder says of their conversation, once a visit; of misuse nothing is asked.

    Raises `NoSuchConversation`, `StillGoingOn`, `AlreadyAnswered`.
    """
    conversation = access_conversation(session, actor, said.conversation_id)
    if conversation.state != State.CLOSED or conversation.opened_at is None:
        raise StillGoingOn
    answers = {WENT: said.went, THEY_ALONE: said.would_have_been_alone}
    given = {question: answer for question, answer in answers.items() if answer}
    if conversation.is_misuse or not given:
        return
    _once(session, conversation.id, conversation.opened_at)
    for question, answer in given.items():
        count(session, conversation.line_id, question, answer)


def _once(session: Session, conversation_id: UUID, opened_at: datetime) -> None:
    """Mark the visit. Raises `AlreadyAnswered`."""
    marked = ResponderSaid(conversation_id=conversation_id, opened_at=opened_at)
    try:
        with session.begin_nested():
            session.add(marked)
    except IntegrityError:
        raise AlreadyAnswered from None
