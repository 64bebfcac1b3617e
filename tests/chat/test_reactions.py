"""The young person says on the card what came of a service, and the worker sees it."""

import json
from uuid import uuid4

import pytest
from sqlmodel import select

from guidance import queries
from guidance.models import ReactionCount, Referral
from guidance.schemas import Reaction
from tests.people_chat import opened, sealed, talking
from tests.people_guidance import a_service


@pytest.fixture
def named(people, session):
    """Give visitor, responder and service, the card being sent."""
    visitor, responder = talking(people, people.line())
    service = a_service(session, "Nollapuhelin")
    responder.ask(
        "refer",
        conversation_id=str(visitor.conversation_id),
        client_id=str(uuid4()),
        sealed=sealed("a card"),
        service_id=str(service),
        kind="advised",
    )
    return visitor, responder, service


def react(person, visitor, service, said, client_id=None):
    return person.ask(
        "react",
        conversation_id=str(visitor.conversation_id),
        client_id=str(client_id or uuid4()),
        sealed=sealed(json.dumps({"about": "x", "said": said})),
        service_id=str(service),
        said=said,
    )


def test_the_worker_hears_what_came_of_the_service(named):
    visitor, responder, service = named

    answer = react(visitor, visitor, service, "got_help")

    told = [one for one in responder.hears("message") if one["kind"] == "reaction"]
    assert answer["ok"]
    assert [json.loads(opened(one["sealed"]))["said"] for one in told] == ["got_help"]


def test_it_is_counted_by_day_line_and_service_without_a_conversation(named, session):
    visitor, _responder, service = named

    react(visitor, visitor, service, "closed")

    assert queries.reactions(session, service) == {Reaction.CLOSED: 1}
    assert "conversation_id" not in ReactionCount.__table__.c


def test_a_repeated_or_changed_reaction_to_one_card_is_heard_but_counted_once(named, session):
    visitor, responder, service = named
    same = uuid4()

    react(visitor, visitor, service, "did_not_dare", same)
    react(visitor, visitor, service, "did_not_dare", same)
    react(visitor, visitor, service, "got_help")

    assert len([one for one in responder.hears("message") if one["kind"] == "reaction"]) == 2
    assert [row.n for row in session.exec(select(ReactionCount)).all()] == [1]


def test_only_the_visitor_says_what_came_of_it(named):
    visitor, responder, service = named

    assert react(responder, visitor, service, "got_help")["code"] == "not_allowed"


def test_a_word_that_is_none_and_a_service_that_is_none_are_refused(named):
    visitor, _responder, service = named

    assert react(visitor, visitor, service, "wonderful")["code"] == "bad_input"
    assert react(visitor, visitor, uuid4(), "closed")["code"] == "no_such_service"


def test_a_reaction_is_not_taken_back(named):
    visitor, _responder, service = named
    same = uuid4()
    react(visitor, visitor, service, "closed", same)

    answer = visitor.ask(
        "withdraw", conversation_id=str(visitor.conversation_id), client_id=str(same)
    )

    assert answer["code"] == "not_your_last"


def test_the_card_of_a_guide_is_no_referral(people, session):
    visitor, responder = talking(people, people.line())
    card = {
        "conversation_id": str(visitor.conversation_id),
        "client_id": str(uuid4()),
        "sealed": sealed("a guide"),
    }

    sent = responder.ask("refer", **card)
    half = responder.ask("refer", **card, kind="advised")

    assert sent["ok"]
    assert [one["kind"] for one in visitor.hears("message")] == ["card"]
    assert not half["ok"]
    assert session.exec(select(Referral)).all() == []
