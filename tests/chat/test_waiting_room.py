"""The waiting room: who is told what, and whose place is kept."""

from datetime import timedelta

import pytest

from chat.events import ConversationOpened
from chat.listeners import waiting_room
from chat.listeners.calling import close_the_waiting_room, wait_no_longer
from chat.listeners.rounds import keep_the_queue_honest
from chat.listeners.waiting_room import tell_the_rest, tell_waits
from core import clock
from core.events import _listeners
from organisation.models import Line, Role
from tests.people import People
from tests.people_chat import a_responder, a_visitor
from tests.people_scheduling import on_duty

MINUTE = timedelta(minutes=1)


@pytest.fixture
def line(people: People) -> Line:
    waiting_room._to_be_told.clear()  # what other tests left to be told is of other houses
    return people.line(places_each=1)


def test_nobody_is_told_again_what_they_know(people, line):
    a_responder(people, line)
    visitor = a_visitor(people, line)
    tell_waits(line.id)
    told = len(visitor.hears("waiting"))

    tell_waits(line.id)
    a_visitor(people, line)

    assert len(visitor.hears("waiting")) == told


def test_a_long_queue_is_told_once_for_many_changes(people, line, monkeypatch):
    monkeypatch.setattr(waiting_room, "LONG_QUEUE", 1)
    responder = a_responder(people, line)
    first, second, third = (a_visitor(people, line) for _ in range(3))
    waiting_room._told_at[line.id] = float("inf")

    first.ask("close", conversation_id=str(first.conversation_id))
    second.ask("close", conversation_id=str(second.conversation_id))
    meanwhile = [one["place"] for one in third.hears("waiting")]
    waiting_room._told_at[line.id] = 0.0
    tell_the_rest()

    assert 1 not in meanwhile
    assert third.hears("waiting")[-1]["place"] == 1
    assert responder.hears("queue")


def test_a_place_is_kept_for_a_locked_phone_and_given_up_after_five_minutes(people, line):
    a_responder(people, line)
    visitor = a_visitor(people, line)
    visitor.socket.disconnect("/chat")
    keep_the_queue_honest()

    with clock.stopped(clock.now() + 4 * MINUTE):
        keep_the_queue_honest()
        still = visitor.connect().sync()
        visitor.socket.disconnect("/chat")
        keep_the_queue_honest()
    with clock.stopped(clock.now() + 10 * MINUTE):
        keep_the_queue_honest()
        gone = visitor.connect().sync()

    assert (still["state"], still["waiting"]["place"]) == ("waiting", 1)
    assert (gone["state"], gone["ended_by"]) == ("left", "silence")


def test_what_is_written_while_waiting_is_there_when_a_responder_comes(people, line):
    responder = a_responder(people, line)
    visitor = a_visitor(people, line)

    visitor.says("Odotan vielä")
    responder.conversation_id = visitor.conversation_id
    responder.ask("claim", conversation_id=str(visitor.conversation_id))

    assert len(responder.sync()["messages"]) == 1


def test_free_places_that_nobody_is_taken_into_are_not_counted_on(people, line):
    a_responder(people, line)
    visitor = a_visitor(people, line)
    fresh = visitor.sync()["waiting"]

    with clock.stopped(clock.now() + 11 * MINUTE):
        later = visitor.sync()["waiting"]

    assert fresh["low"] == 0
    assert later["low"] is None


def test_the_desk_shows_the_first_and_says_how_many_there_are(people, line, monkeypatch):
    monkeypatch.setattr("chat.queries.desk.SHOWN", 2)
    responder = a_responder(people, line)
    visitors = [a_visitor(people, line) for _ in range(3)]

    view = responder.ask("desk")

    first = [str(one.conversation_id) for one in visitors[:2]]
    assert [row["conversation_id"] for row in view["queue"]] == first
    assert view["waiting"] == 3


def called_back(people: People, line: Line):
    """Give a visitor whose turn came while they were away, and who took them."""
    responder = a_responder(people, line)
    visitor = a_visitor(people, line)
    visitor.socket.disconnect("/chat")
    responder.ask("claim", conversation_id=str(visitor.conversation_id))
    return visitor, responder


def test_a_responder_who_takes_somebody_away_sees_until_when_they_are_waited_for(people, line):
    _visitor, responder = called_back(people, line)

    assert responder.hears("state")[-1]["held_until"] is not None


def test_whoever_comes_back_in_time_is_in_the_conversation(people, line):
    visitor, responder = called_back(people, line)

    with clock.stopped(clock.now() + 4 * MINUTE):
        wait_no_longer()
        visitor.connect()

    assert visitor.sync()["state"] == "open"
    assert responder.hears("state")[-1]["held_until"] is None


def test_whoever_does_not_come_back_has_left_and_is_told_so_later(people, line):
    visitor, responder = called_back(people, line)

    with clock.stopped(clock.now() + 6 * MINUTE):
        wait_no_longer()

    assert responder.hears("state")[-1]["state"] == "left"
    assert responder.ask("desk")["own"] == []
    assert "Vuorosi tuli" in visitor.browser.get("/chat").text


def test_only_a_conversation_in_which_both_have_been_counts_as_one(people, line, monkeypatch):
    counted = []
    monkeypatch.setitem(_listeners, ConversationOpened, [counted.append])
    visitor, _responder = called_back(people, line)
    before = len(counted)

    visitor.connect()

    assert (before, len(counted)) == (0, 1)


def test_the_desk_shows_who_in_the_queue_is_away(people, line):
    responder = a_responder(people, line)
    a_visitor(people, line)
    a_visitor(people, line).socket.disconnect("/chat")

    assert [row["here"] for row in responder.ask("desk")["queue"]] == [True, False]


def test_when_the_line_has_closed_those_who_wait_are_told_the_truth(people, line):
    worker = people.worker(Role.RESPONDER, lines=(line,))
    on_duty(people, worker, line)
    visitor = a_visitor(people, line)

    with clock.stopped(clock.now() + 120 * MINUTE):
        close_the_waiting_room()
        still = visitor.sync()["state"]
    with clock.stopped(clock.now() + 126 * MINUTE):
        close_the_waiting_room()

    assert still == "waiting"
    assert visitor.hears("state")[-1]["ended_by"] == "closing"
    assert "sulkeutui" in visitor.browser.get("/chat").text
