"""A responder asks who somebody is; the visitor decides, and nothing else depends on it (R3)."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import select

from chat.listeners.step_up import forget_who_they_were
from chat.models import StepUp
from core import clock
from core.house import House
from policies.models import AuditEntry
from tests.people import People
from tests.people_chat import ORIGIN, AtSocket, a_responder, talking
from tests.remains import remains

LINE = "perheiden-chat"
TESTI = {"name": "Testi Henkilö", "birth_date": "2001-02-03"}


@pytest.fixture
def line(people: People):
    return people.line(LINE)


def asked(people: People, line) -> tuple[AtSocket, AtSocket]:
    visitor, responder = talking(people, line)
    about(responder, "ask_step_up", reason="personal_matter")
    return visitor, responder


def about(somebody: AtSocket, event: str = "step_up", **more: str) -> dict:
    return somebody.ask(event, conversation_id=str(somebody.conversation_id), **more)


def way_back(visitor: AtSocket, name: str = "Testi Henkilö") -> str:
    """Say yes, choose who to be at the demo's provider, and give the address that leads back."""
    there = visitor.browser.get("/chat/step-up").location
    state = parse_qs(urlsplit(there).query)["state"][0]
    sent = {"state": state, "name": name}
    return visitor.browser.post("/chat/step-up/demo", data=sent, headers=ORIGIN).location


def identified(people: People, line) -> tuple[AtSocket, AtSocket]:
    visitor, responder = asked(people, line)
    visitor.browser.get(way_back(visitor))
    return visitor, responder


def test_the_visitor_reads_who_asks_why_and_for_how_long(people, line):
    visitor, _responder = asked(people, line)

    told = about(visitor)

    assert visitor.hears("step_up")
    assert (told["state"], told["asked_by"], told["reason"]) == ("asked", "Aino", "personal_matter")
    assert (told["claims"], told["minutes"]) == (["name", "birth_date"], 15)


def test_who_says_yes_comes_back_into_the_same_conversation_and_is_known_to_who_asked(people, line):
    visitor, responder = asked(people, line)

    answer = visitor.browser.get(way_back(visitor))

    assert answer.location == "/chat"
    assert about(responder)["person"] == TESTI
    assert visitor.says("jatketaan")["ok"]


def test_they_come_back_in_their_own_language(people, line):
    visitor, _responder = asked(people, line)
    there = visitor.browser.get("/sv/chat/step-up").location

    state = parse_qs(urlsplit(there).query)["state"][0]
    sent = {"state": state, "name": "Testi Henkilö"}
    back = visitor.browser.post("/chat/step-up/demo", data=sent, headers=ORIGIN).location

    assert visitor.browser.get(back).location == "/sv/chat"


def test_who_says_no_talks_on_as_before(people, line):
    visitor, responder = asked(people, line)

    about(visitor, "end_step_up")

    assert about(responder)["state"] == "declined"
    assert visitor.says("en halua, mutta jutellaan")["ok"]
    assert responder.says("totta kai")["ok"]


def test_nobody_but_the_worker_who_asked_is_told(people, line):
    visitor, responder = identified(people, line)
    another = a_responder(people, line, "Eero Eloranta")
    another.conversation_id = visitor.conversation_id

    exported = visitor.browser.get("/chat/export").text

    assert about(visitor)["person"] is None
    assert about(another)["code"] == "no_such_conversation"
    assert "Testi" not in exported
    assert "Testi" not in str([*visitor.heard, *responder.heard, *another.heard])


def test_after_the_minutes_nothing_is_left_on_the_disk(people, line, session):
    visitor, responder = identified(people, line)

    with clock.stopped(clock.now() + timedelta(minutes=16)):
        seen_before_the_round = about(responder)
        forget_who_they_were()

    held = session.exec(select(StepUp)).one()
    assert (seen_before_the_round["state"], seen_before_the_round["person"]) == ("over", None)
    assert (held.person, held.shown_until, str(held.state)) == (None, None, "over")
    assert held.id not in people.home.keys.made_before(clock.local_day() + timedelta(days=2))
    assert visitor.conversation_id is not None


def test_what_is_kept_for_those_minutes_is_sealed(people, line, home: House):
    identified(people, line)

    kept = b"".join(held for _name, held in remains(home.settings))

    assert "Henkilö".encode() not in kept


def test_the_visitor_takes_it_out_of_sight_before_the_time(people, line):
    visitor, responder = identified(people, line)

    about(visitor, "end_step_up")

    assert about(responder)["person"] is None
    assert about(responder)["state"] == "over"


def test_when_the_provider_refuses_one_is_back_in_the_chat_and_may_try_again(people, line):
    visitor, responder = asked(people, line)

    answer = visitor.browser.get(way_back(visitor, name=""))

    assert answer.location == "/chat"
    assert about(visitor)["state"] == "failed"
    visitor.browser.get(way_back(visitor))
    assert about(responder)["person"] == TESTI


def test_an_answer_for_another_conversation_or_a_second_time_is_refused(people, line):
    visitor, responder = asked(people, line)
    other, _same = talking(people, line)
    back = way_back(visitor)

    other.browser.get(back)

    assert about(other)["state"] is None
    visitor.browser.get(back)  # the code was used up by the other browser
    assert about(responder)["person"] is None


def test_a_question_that_was_taken_back_meanwhile_shows_nobody(people, line):
    visitor, responder = asked(people, line)
    back = way_back(visitor)
    about(responder, "end_step_up")

    answer = visitor.browser.get(back)

    assert answer.location == "/chat"
    assert about(responder)["state"] == "withdrawn"


def test_a_visitor_is_not_asked_again_and_again(people, line):
    visitor, responder = asked(people, line)
    about(visitor, "end_step_up")
    about(responder, "ask_step_up", reason="share_document")
    about(visitor, "end_step_up")

    third = about(responder, "ask_step_up", reason="personal_matter")

    assert third["code"] == "asked_enough"


def test_on_a_line_that_the_policy_does_not_name_nobody_is_asked(people):
    _visitor, responder = talking(people, people.line("nuoret"))

    assert about(responder)["offered"] is False
    assert about(responder, "ask_step_up", reason="personal_matter")["code"] == "not_asked_here"


def test_a_visitor_asks_nobody(people, line):
    visitor, _responder = talking(people, line)

    assert about(visitor, "ask_step_up", reason="personal_matter")["code"] == "not_allowed"


def test_the_log_knows_that_it_happened_and_not_who_it_was(people, line, session):
    _visitor, responder = identified(people, line)
    about(responder)

    told = [
        (one.action, one.resource, one.reason)
        for one in session.exec(select(AuditEntry).order_by(AuditEntry.seq)).all()
    ]

    assert [one[0] for one in told].count("chat.step_up") == 2
    assert "chat.step_up_done" in {one[0] for one in told}
    assert "Testi" not in str(told)


def test_deleting_the_conversation_deletes_who_one_was(people, line, session):
    visitor, _responder = identified(people, line)

    visitor.browser.post("/chat/erase", headers=ORIGIN)

    assert session.exec(select(StepUp)).all() == []
    assert not people.home.keys.made_before(clock.local_day() + timedelta(days=1))


def test_no_door_asks_a_visitor_who_they_are(people, line):
    visitor, _responder = talking(people, line)

    doors = ("/", f"/lines/{LINE}", "/services", "/chat", "/chat/stored", "/chat/export")

    assert {visitor.browser.get(door).status_code for door in doors} == {200}
    assert visitor.says("ilman nimeä")["ok"]
    assert visitor.browser.get("/chat/step-up").location == "/chat"
