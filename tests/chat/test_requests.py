"""Contact requests: words left while the chat is closed, and answered in the same thread."""

from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from chat.listeners.rounds import end_what_is_over
from chat.models import Conversation
from chat.queries import queue_of, requests
from chat.queries.requests import promised_by
from chat.schemas import State
from core import clock
from core.identity import Kind
from organisation.models import Line, Role
from policies.queries import policy
from tests.people import People
from tests.people_chat import ORIGIN, AtSocket, a_responder, a_visitor, opened
from tests.people_scheduling import on_duty

WORDS = "En saa nukuttua. Olisiko joku, jolle kirjoittaa?"


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


def leaves_request(people: People, line: Line, **form: str) -> FlaskClient:
    """Let somebody leave a contact request."""
    browser = people.home.app.test_client()
    browser.post(f"/lines/{line.slug}/ask", data={"words": WORDS, **form}, headers=ORIGIN)
    return browser


def asked_in(session: Session) -> Conversation:
    """Give the only request there is, as it stands now."""
    session.rollback()
    return session.exec(select(Conversation)).one()


def taken(people: People, line: Line, session: Session) -> tuple[FlaskClient, AtSocket]:
    """Give who left a request, and who has taken it, at their socket."""
    browser = leaves_request(people, line)
    worker = a_responder(people, line, is_on_duty=False)
    worker.conversation_id = asked_in(session).id
    worker.browser.post(f"/requests/{worker.conversation_id}/take", headers=ORIGIN)
    return browser, worker


def a_colleague(people: People, line: Line) -> FlaskClient:
    return people.signed_in(people.worker(Role.RESPONDER, lines=(line,), name="Eero Eskola"))


def test_a_closed_line_offers_to_write_now_and_says_what_is_promised(client, people, line):
    page = client.get(f"/lines/{line.slug}").text

    assert f"/lines/{line.slug}/ask" in page
    assert "3 arkipäivän" in page


def test_where_the_policy_takes_none_none_is_offered(client, people, line, monkeypatch):
    rules = policy()
    none = rules.chat.contact_requests.model_copy(update={"enabled": False})
    chat = rules.chat.model_copy(update={"contact_requests": none})
    without = rules.model_copy(update={"chat": chat})
    monkeypatch.setattr(requests, "policy", lambda: without)

    assert "/ask" not in client.get(f"/lines/{line.slug}").text
    assert client.get(f"/lines/{line.slug}/ask").status_code == 409


def test_the_words_are_the_first_message_of_a_thread_of_ones_own(people, line, session):
    browser = leaves_request(people, line)

    visitor = AtSocket(people.home, browser, Kind.VISITOR, asked_in(session).id).connect()

    assert visitor.sync()["state"] == "asked"
    assert opened(visitor.sync()["messages"][0]["sealed"]) == WORDS
    assert "perillä" in browser.get("/chat").text


@pytest.mark.parametrize("words", ["   ", "Olen 131052-308T, auta"])
def test_without_words_or_with_an_identity_code_there_is_no_request(people, line, session, words):
    leaves_request(people, line, words=words)

    assert session.exec(select(Conversation)).all() == []


def test_it_is_answered_in_the_same_thread(people, line, session):
    browser, worker = taken(people, line, session)

    worker.says("Hei. Luin viestisi.")

    visitor = AtSocket(people.home, browser, Kind.VISITOR, worker.conversation_id).connect()
    assert visitor.sync()["state"] == "answered"
    assert opened(visitor.sync()["messages"][1]["sealed"]) == "Hei. Luin viestisi."
    assert "Vastattu" in worker.browser.get("/requests").text


def test_one_of_two_who_take_it_has_it(people, line, session):
    _browser, worker = taken(people, line, session)
    other = a_colleague(people, line)

    answer = other.post(f"/requests/{worker.conversation_id}/take", headers=ORIGIN)

    assert answer.status_code == 409
    assert other.get(f"/requests/{worker.conversation_id}").status_code == 404


def test_one_that_is_put_back_is_there_for_a_colleague(people, line, session):
    _browser, worker = taken(people, line, session)

    worker.browser.post(f"/requests/{worker.conversation_id}/put-back", headers=ORIGIN)
    address = f"/requests/{worker.conversation_id}/take"
    answer = a_colleague(people, line).post(address, headers=ORIGIN)

    assert answer.status_code == 303


def test_neither_the_list_nor_the_figures_tell_what_is_said(people, line, session):
    leaves_request(people, line, nickname="Hopeakettu")
    coordinator = people.signed_in(people.worker(Role.COORDINATOR, lines=(line,), name="Kaisa K"))

    shown = a_colleague(people, line).get("/requests").text
    counted = coordinator.get("/request-figures").text

    assert "Ota ja vastaa" in shown
    assert "nukuttua" not in shown + counted
    assert "Hopeakettu" not in shown + counted
    assert coordinator.get("/requests").status_code == 403


def test_another_lines_responder_finds_none_of_it(people, line, session):
    leaves_request(people, line)
    stranger = a_colleague(people, people.line(slug="vanhemmat"))

    answer = stranger.post(f"/requests/{asked_in(session).id}/take", headers=ORIGIN)

    assert answer.status_code == 404


def test_a_request_is_counted_apart_from_conversations(people, line, session):
    _browser, worker = taken(people, line, session)
    worker.says("Hei")
    worker.ask("close", conversation_id=str(worker.conversation_id))

    view = worker.ask("desk")

    assert asked_in(session).state == State.CLOSED
    assert (view["queue"], view["own"]) == ([], [])
    assert queue_of(session, line).habits == queue_of(session, people.line(slug="uusi")).habits


def test_what_was_written_in_a_queue_that_nobody_took_becomes_a_request(people, line, session):
    on_duty(people, people.worker(Role.RESPONDER, lines=(line,)), line)
    visitor = a_visitor(people, line)
    visitor.says(WORDS)
    left = asked_in(session)
    left.state, left.ended_by, left.closed_at = State.LEFT, "closing", clock.now()
    session.add(left)
    session.commit()

    offered = visitor.browser.get("/chat").text
    visitor.browser.post("/chat/ask", headers=ORIGIN)

    assert "/chat/ask" in offered
    assert visitor.sync()["state"] == "asked"


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        pytest.param(date(2026, 3, 6), date(2026, 3, 11), id="a weekend lies between"),
        pytest.param(date(2026, 12, 22), date(2026, 12, 29), id="so does Christmas with its eve"),
        pytest.param(date(2026, 6, 18), date(2026, 6, 24), id="so does Midsummer Eve"),
    ],
)
def test_an_answer_is_promised_in_working_days(asked, last):
    promised = promised_by(clock.day_starts(asked) + timedelta(hours=12))

    assert clock.local_day(promised) - timedelta(days=1) == last


def test_the_day_is_said_before_anything_is_written(client, line):
    with clock.stopped(datetime(2026, 12, 22, 12, tzinfo=clock.HELSINKI)):
        page = client.get(f"/en/lines/{line.slug}/ask").text
        sivu = client.get(f"/lines/{line.slug}/ask").text

    assert "by Tuesday 29 December at the latest. Saturdays" in page
    assert "viimeistään tiistaina 29.12. Lauantaita" in sivu


def test_a_thread_in_which_nothing_is_said_for_long_ends(people, line, session):
    _browser, worker = taken(people, line, session)
    worker.says("Hei")

    with clock.stopped(clock.now() + timedelta(days=29)):
        end_what_is_over()
        still = asked_in(session).state
    with clock.stopped(clock.now() + timedelta(days=31)):
        end_what_is_over()

    assert still == State.ANSWERED
    assert asked_in(session).state == State.CLOSED
