"""The responder's own feedback after a conversation: counts, once a visit (R33)."""

import pytest
from sqlmodel import Session, select

from chat.models import FeedbackCount, ResponderSaid
from tests.people import People
from tests.people_chat import AtSocket, a_responder, talking


@pytest.fixture
def ended(people: People) -> tuple[AtSocket, AtSocket]:
    """Give both sides of a conversation that has ended."""
    visitor, aino = talking(people, people.line())
    aino.ask("close", conversation_id=str(aino.conversation_id))
    return visitor, aino


def says(aino: AtSocket, **answers: str) -> dict:
    return aino.ask("how_it_went", conversation_id=str(aino.conversation_id), **answers)


def counted(session: Session) -> dict[str, str]:
    session.rollback()
    return {one.question: one.answer for one in session.exec(select(FeedbackCount)).all()}


def test_it_is_counted_and_nobody_has_a_row(ended, session):
    answer = says(ended[1], went="well", would_have_been_alone="yes")

    assert answer == {"ok": True}
    assert counted(session) == {
        "responder_went": "well",
        "responder_would_have_been_alone": "yes",
    }
    assert set(ResponderSaid.model_fields) == {"id", "conversation_id", "opened_at"}


def test_the_second_time_it_is_not_counted(ended, session):
    says(ended[1], went="well")

    again = says(ended[1], went="badly")

    assert again["code"] == "already_answered"
    assert counted(session) == {"responder_went": "well"}


def test_of_misuse_nothing_is_counted(ended, session):
    aino = ended[1]
    aino.ask("classify", conversation_id=str(aino.conversation_id), outcome="misuse")

    assert says(aino, went="badly") == {"ok": True}
    assert counted(session) == {}


def test_while_it_goes_on_and_by_somebody_else_nothing_is_said(people, session):
    line = people.line()
    _visitor, aino = talking(people, line)
    eero = a_responder(people, line, "Eero Eskola")
    eero.conversation_id = aino.conversation_id

    assert says(aino, went="well")["code"] == "still_going_on"
    assert says(eero, went="well")["code"] == "no_such_conversation"
