"""One conversation from start to end, at the live sockets."""

from uuid import uuid4

import pytest

from chat.models import Conversation
from chat.schemas import State
from core.identity import end_all
from organisation.models import Line
from tests.people import People
from tests.people_chat import a_responder, a_visitor, opened, sealed, talking


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


def test_a_visitor_waits_is_taken_and_talks(people, line):
    responder = a_responder(people, line)
    visitor = a_visitor(people, line, nickname="Kettu", topic="mood")
    desk = responder.ask("desk")

    taken = responder.ask("claim", conversation_id=desk["queue"][0]["conversation_id"])
    visitor.says("hei")
    responder.says("hei, mitä kuuluu?", to=visitor.conversation_id)

    assert opened(desk["queue"][0]["nickname"]) == "Kettu"
    assert desk["queue"][0]["topic"] == "Paha olo"
    assert taken["state"] == "open"
    assert visitor.reads() == responder.reads() == ["hei", "hei, mitä kuuluu?"]


def test_a_desk_speaks_the_language_of_its_page(people, line):
    responder = a_responder(people, line)
    a_visitor(people, line, topic="mood")

    told = {code: responder.ask("desk", lang=code)["queue"][0] for code in ("fi", "sv", "en")}

    assert {code: row["topic"] for code, row in told.items()} == {
        code: next(topic[code] for topic in line.topics if topic["key"] == "mood") for code in told
    }
    assert {code: row["line"] for code, row in told.items()} == {
        code: line.name[code] for code in told
    }


def test_a_message_sent_twice_is_there_once(people, line):
    visitor, _responder = talking(people, line)
    client_id = uuid4()

    first = visitor.says("sama", client_id=client_id)
    second = visitor.says("sama", client_id=client_id)

    assert first == second == {"ok": True, "seq": 1}
    assert visitor.reads() == ["sama"]


def test_who_comes_back_gets_what_was_missed_once_and_in_order(people, line):
    visitor, responder = talking(people, line)
    responder.says("yksi", to=visitor.conversation_id)
    visitor.socket.disconnect("/chat")
    responder.says("kaksi", to=visitor.conversation_id)
    responder.says("kolme", to=visitor.conversation_id)

    missed = visitor.connect().sync(after=1)

    assert [opened(message["sealed"]) for message in missed["messages"]] == ["kaksi", "kolme"]
    assert missed["last_seq"] == 3


def test_a_visitor_may_write_while_waiting(people, line):
    responder = a_responder(people, line)
    visitor = a_visitor(people, line)

    visitor.says("odotan tässä")
    responder.ask("claim", conversation_id=str(visitor.conversation_id))
    responder.conversation_id = visitor.conversation_id

    assert opened(responder.sync()["messages"][0]["sealed"]) == "odotan tässä"


def test_somebody_elses_conversation_and_none_are_told_alike(people, line):
    visitor, _responder = talking(people, line)
    stranger = a_visitor(people, line)

    hidden = stranger.says("hei", to=visitor.conversation_id)
    missing = stranger.says("hei", to=uuid4())

    assert hidden == missing == {"ok": False, "code": "no_such_conversation"}


def test_a_responder_of_another_line_sees_neither_queue_nor_conversation(people, line):
    visitor, _responder = talking(people, line)
    waiting = a_visitor(people, line)
    outsider = a_responder(people, people.line("toinen"), "Olli Oja")

    desk = outsider.ask("desk")
    answers = [
        outsider.says("hei", to=visitor.conversation_id),
        outsider.ask("sync", conversation_id=str(visitor.conversation_id), after=0),
        outsider.ask("claim", conversation_id=str(waiting.conversation_id)),
        outsider.ask("typing", conversation_id=str(visitor.conversation_id)),
    ]

    assert desk["queue"] == desk["own"] == []
    assert {answer["code"] for answer in answers} == {"no_such_conversation"}


def test_only_one_of_two_responders_gets_the_conversation(people, line):
    aino, eero = a_responder(people, line), a_responder(people, line, "Eero Eskola")
    visitor = a_visitor(people, line)

    first = aino.ask("claim", conversation_id=str(visitor.conversation_id))
    second = eero.ask("claim", conversation_id=str(visitor.conversation_id))
    again = aino.ask("claim", conversation_id=str(visitor.conversation_id))

    assert first["ok"]
    assert again["ok"]
    assert second == {"ok": False, "code": "already_taken"}


def test_nobody_takes_a_conversation_without_being_on_duty(people, line):
    a_responder(people, line)
    off_duty = a_responder(people, line, "Eero Eskola", is_on_duty=False)
    visitor = a_visitor(people, line)

    answer = off_duty.ask("claim", conversation_id=str(visitor.conversation_id))

    assert answer == {"ok": False, "code": "not_on_duty"}


def test_a_responder_has_only_as_many_conversations_as_the_line_allows(people):
    line = people.line(places_each=1)
    responder = a_responder(people, line)
    first, second = a_visitor(people, line), a_visitor(people, line)
    responder.ask("claim", conversation_id=str(first.conversation_id))

    answer = responder.ask("claim", conversation_id=str(second.conversation_id))

    assert answer == {"ok": False, "code": "hands_full"}


def test_after_the_end_nothing_more_is_said(people, line):
    visitor, responder = talking(people, line)

    ended = visitor.ask("close", conversation_id=str(visitor.conversation_id))
    late = responder.says("vielä yksi asia", to=visitor.conversation_id)

    assert ended["state"] == "closed"
    assert late == {"ok": False, "code": "conversation_closed"}
    assert responder.hears("state")[-1]["ended_by"] == "visitor"


def test_leaving_the_waiting_room_is_not_a_conversation(people, line, session):
    a_responder(people, line)
    visitor = a_visitor(people, line)

    visitor.ask("close", conversation_id=str(visitor.conversation_id))

    assert session.get(Conversation, visitor.conversation_id).state == State.LEFT


def test_each_in_the_waiting_room_is_told_their_place_as_it_changes(people):
    line = people.line(places_each=1)
    responder = a_responder(people, line)
    visitors = [a_visitor(people, line) for _ in range(3)]

    responder.ask("claim", conversation_id=str(visitors[0].conversation_id))

    assert [one.hears("waiting")[-1]["place"] for one in visitors[1:]] == [1, 2]
    assert visitors[2].hears("waiting")[-1]["low"] > visitors[1].hears("waiting")[-1]["low"]


def test_the_other_side_sees_that_one_is_writing(people, line):
    visitor, responder = talking(people, line)

    visitor.ask("typing", conversation_id=str(visitor.conversation_id))

    assert responder.hears("typing") == [
        {"conversation_id": str(visitor.conversation_id), "author": "visitor"}
    ]


def test_a_responder_whose_session_ended_is_heard_no_more(people, line, session):
    visitor, responder = talking(people, line)
    worker_id = session.get(Conversation, visitor.conversation_id).responder_id

    end_all(session, worker_id)
    session.commit()
    answer = responder.says("hei", to=visitor.conversation_id)

    assert answer == {"ok": False, "code": "sign_in_needed"}


def test_what_a_responder_waits_longest_to_answer_is_known(people, line, session):
    visitor, responder = talking(people, line)

    visitor.says("oletko siellä?")
    waiting = responder.ask("desk")["own"][0]["unanswered_since"]
    responder.says("olen", to=visitor.conversation_id)
    answered = responder.ask("desk")["own"][0]["unanswered_since"]

    assert waiting is not None
    assert answered is None


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({}, "bad_input"),
        ({"sealed": {"alg": "plain/1", "body": "not base64!"}}, "bad_input"),
        ({"sealed": {"alg": "PLAIN", "body": "aGVp"}}, "bad_input"),
        ({"sealed": {"alg": "plain/1", "body": ""}}, "bad_input"),
        ({"sealed": sealed("hei"), "room": "conversation:1"}, "bad_input"),
        ({"sealed": sealed("hei"), "client_id": "1 OR 1=1"}, "bad_input"),
        ({"sealed": sealed("ä" * 4097)}, "too_long"),
    ],
)
def test_a_wrong_payload_is_answered_with_a_code_and_changes_nothing(people, line, payload, code):
    visitor, _responder = talking(people, line)
    right = {"conversation_id": str(visitor.conversation_id), "client_id": str(uuid4())}

    answer = visitor.ask("post", **{**right, **payload})

    assert answer == {"ok": False, "code": code}
    assert visitor.sync()["messages"] == []


def test_an_event_that_does_not_exist_is_answered_too(people, line):
    visitor, _responder = talking(people, line)

    assert visitor.ask("become_admin") == {"ok": False, "code": "bad_input"}
