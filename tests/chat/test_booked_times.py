"""A booked time that belongs to a conversation is a promise to go on in it then."""

from datetime import timedelta

import pytest
from sqlmodel import select

from chat.models import Promise
from core import clock
from core.db import reading
from organisation.models import Role
from tests.people_appointments import a_type, books, is_free, moments_on, ticket_on
from tests.people_chat import ORIGIN, talking
from tests.people_return import a_code, asks_for


@pytest.fixture
def line(people):
    return people.line()


@pytest.fixture
def visitor(people, line):
    """Give a visitor who has talked and has a return code; and somebody who can be booked."""
    visitor, _responder = talking(people, line)
    visitor.says("moi")
    asks_for(visitor, a_code())
    bo = people.worker(Role.RESPONDER, lines=(line,), name="Bo Berg")
    is_free(people, bo, "12:00", "14:00")
    a_type(people, line, bo)
    return visitor


def promises():
    with reading() as session:
        return session.exec(select(Promise)).all()


def test_who_has_a_return_code_may_join_a_time_to_the_conversation(visitor, line):
    booked = books(visitor.browser, line, join="yes")

    (promise,) = promises()
    assert promise.conversation_id == visitor.conversation_id
    assert promise.at > clock.now()
    assert "kuudella sanalla" not in booked.text  # a phone call is kept by phone


def test_a_moved_time_moves_the_promise_and_a_cancelled_one_takes_it_back(visitor, line):
    ticket = {"ticket": ticket_on(books(visitor.browser, line, join="yes"))}
    (before,) = promises()
    times = visitor.browser.post("/appointments/times", data=ticket, headers=ORIGIN)
    later = {**ticket, "at": moments_on(times)[1]}

    visitor.browser.post("/appointments/move", data=later, headers=ORIGIN)
    (after,) = promises()
    visitor.browser.post("/appointments/cancel", data=ticket, headers=ORIGIN)

    assert after.at - before.at >= timedelta(minutes=15)
    assert promises() == []


def test_who_does_not_join_it_or_has_no_code_books_for_themselves_alone(visitor, line, client):
    books(visitor.browser, line)
    books(client, line, join="yes")

    assert promises() == []
