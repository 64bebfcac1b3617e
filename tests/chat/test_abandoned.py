"""What becomes of a conversation that nobody can come back to."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from chat.listeners.rounds import end_the_abandoned
from chat.models import Conversation, FeedbackCount
from core import clock
from organisation.models import Line
from tests.people import People
from tests.people_chat import ORIGIN, a_visitor, talking


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


def test_it_ends_when_the_visitor_has_taken_everything_off_the_device(people, line):
    visitor, responder = talking(people, line)
    visitor.browser.post("/chat/leave", headers=ORIGIN)

    end_the_abandoned()

    assert responder.hears("state")[-1]["state"] == "closed"
    assert responder.hears("state")[-1]["ended_by"] == "silence"


def test_whoever_leaves_the_queue_in_a_hurry_leaves_their_place_at_once(
    people, line, session: Session
):
    visitor = waiting(people, line)

    visitor.browser.post("/chat/leave", headers=ORIGIN)

    left = session.get_one(Conversation, visitor.conversation_id)
    assert (left.state, left.ended_by) == ("left", "visitor")


def test_it_ends_when_the_visitors_session_has_run_out(people, line):
    _visitor, responder = talking(people, line)

    with clock.stopped(clock.now() + timedelta(hours=13)):
        end_the_abandoned()

    assert responder.hears("state")[-1]["state"] == "closed"


def test_it_goes_on_while_the_visitor_may_come_back(people, line):
    visitor, _responder = talking(people, line)
    visitor.socket.disconnect("/chat")

    end_the_abandoned()

    assert visitor.connect().sync()["state"] == "open"


@pytest.mark.parametrize("answered", [True, False])
def test_nobody_judges_a_conversation_that_has_not_been(people, line, session: Session, answered):
    visitor = talking(people, line)[0] if answered else waiting(people, line)

    visitor.browser.post(
        "/chat/feedback", data={"question": "did_it_help", "answer": "yes"}, headers=ORIGIN
    )
    visitor.ask("close", conversation_id=str(visitor.conversation_id))
    if not answered:
        visitor.browser.post(
            "/chat/feedback", data={"question": "did_it_help", "answer": "yes"}, headers=ORIGIN
        )

    assert session.exec(select(FeedbackCount)).all() == []
    asked = session.exec(select(Conversation.questions_answered)).all()
    assert set(asked) == {0}


def waiting(people: People, line: Line):
    """Give a visitor in the waiting room of a line that is open."""
    talking(people, line)[0].ask("close", conversation_id="")
    return a_visitor(people, line)
