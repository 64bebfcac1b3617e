"""Contact requests for somebody else: who worries gives a name, the young person stays unknown."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from chat.models import NamedRequest
from chat.queries import named
from core import clock
from core.crypto import Sealed
from core.identity import SYSTEM
from organisation.models import Line, Role, Worker
from policies.models import AuditEntry
from policies.purge import apply_due
from policies.queries import policy
from tests.people import People
from tests.people_chat import ORIGIN

WORDS = "Oppilaani ei ole enää puhunut kenellekään."
WORRY = {
    "name": "Marjatta Esimerkki",
    "contact": "040 555 0199",
    "relation": "teacher",
    "words": WORDS,
}


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


@pytest.fixture
def aino(people: People, line: Line) -> Worker:
    return people.worker(Role.RESPONDER, lines=(line,))


def asks(client: FlaskClient, line: Line, **changes: str) -> str:
    """Let somebody ask for somebody else; gives the page they see then."""
    address = f"/lines/{line.slug}/worried"
    return client.post(address, data=WORRY | changes, headers=ORIGIN).text


def test_one_that_is_sent_twice_is_there_once(client, line, session):
    page = asks(client, line, once="0" * 32)
    again = asks(client, line, once="0" * 32)
    other = asks(client, line, once="0" * 32, words="Kummilapseni itkee.")

    assert number_on(again) == number_on(page)
    assert number_on(other) != number_on(page)
    assert len(session.exec(select(NamedRequest)).all()) == 2


def only(session: Session) -> NamedRequest:
    """Give the only request there is, as it stands now."""
    session.rollback()
    return session.exec(select(NamedRequest)).one()


def none_is_left(session: Session) -> bool:
    session.rollback()
    return session.exec(select(NamedRequest)).all() == []


def number_on(page: str) -> str:
    found = re.search(r"\d{4} \d{4} \d{4}", page)
    assert found
    return found[0]


def takes(people: People, worker: Worker, session: Session) -> FlaskClient:
    """Let a worker take the only request."""
    browser = people.signed_in(worker)
    browser.post(f"/named-requests/{only(session).id}/take", headers=ORIGIN)
    return browser


def a_colleague(people: People, line: Line) -> FlaskClient:
    return people.signed_in(people.worker(Role.RESPONDER, lines=(line,), name="Eero Eskola"))


def test_a_closed_line_lets_one_ask_for_somebody_else(client, line, session):
    offered = client.get(f"/lines/{line.slug}").text

    page = asks(client, line)

    assert f"/lines/{line.slug}/worried" in offered
    assert "Otamme sinuun yhteyttä viimeistään" in page
    assert only(session).line_id == line.id


def test_where_the_policy_takes_none_for_somebody_else_none_is_offered(client, line, monkeypatch):
    rules = policy()
    none = rules.chat.contact_requests.model_copy(update={"for_somebody_else": False})
    chat = rules.chat.model_copy(update={"contact_requests": none})
    without = rules.model_copy(update={"chat": chat})
    monkeypatch.setattr(named, "policy", lambda: without)

    assert "/worried" not in client.get(f"/lines/{line.slug}").text
    assert client.get(f"/lines/{line.slug}/worried").status_code == 409


@pytest.mark.parametrize(
    "changes",
    [
        {"words": "Hän on 131052-308T, auttakaa"},
        {"words": " "},
        {"name": ""},
        {"contact": "kotona"},
        {"relation": "neighbour's dog"},
    ],
)
def test_an_identity_code_or_what_cannot_be_answered_is_not_taken(client, line, session, changes):
    page = asks(client, line, **changes)

    assert "error-summary" in page
    assert none_is_left(session)


def test_the_page_tells_what_is_kept_how_long_and_by_what_right(client, line):
    page = client.get(f"/lines/{line.slug}/worried").text

    for told in ("30 päivää", "90 päivää", "6(1)(e)", policy().meta.controller):
        assert told in page


def test_nothing_of_what_was_written_can_be_read_in_the_row(client, line, session):
    asks(client, line)

    kept = only(session).model_dump()

    assert not any(
        said.encode() in repr(value).encode() for said in WORRY.values() for value in kept.values()
    )


def test_the_list_and_the_figures_tell_neither_who_nor_what(client, people, line):
    asks(client, line)
    kaisa = people.signed_in(people.worker(Role.COORDINATOR, lines=(line,), name="Kaisa K"))

    shown = a_colleague(people, line).get("/requests").text
    counted = kaisa.get("/request-figures").text

    assert "Ota ja avaa" in shown
    assert "toisen puolesta" in counted
    assert not any(said in shown + counted for said in ("Marjatta", "555", "puhunut"))


def test_only_who_has_taken_it_reads_it(client, people, line, aino, session):
    asks(client, line)
    own = takes(people, aino, session)
    address = f"/named-requests/{only(session).id}"
    kaisa = people.signed_in(people.worker(Role.COORDINATOR, lines=(line,), name="Kaisa K"))
    other = a_colleague(people, line)

    page = own.get(address).text

    assert all(said in page for said in ("Marjatta Esimerkki", "040 555 0199", WORDS))
    assert (other.get(address).status_code, kaisa.get(address).status_code) == (404, 403)
    assert other.post(f"{address}/take", headers=ORIGIN).status_code == 409


def test_that_it_was_read_is_written_down(client, people, line, aino, session):
    asks(client, line)
    own = takes(people, aino, session)

    own.get(f"/named-requests/{only(session).id}")

    session.rollback()
    entries = session.exec(
        select(AuditEntry).where(AuditEntry.action == "chat.answer").order_by(AuditEntry.seq)
    ).all()
    assert [one.resource.split(":")[0] for one in entries] == ["named_request"]


def test_another_lines_responder_finds_none_of_it(client, people, line, session):
    asks(client, line)
    stranger = a_colleague(people, people.line(slug="vanhemmat"))

    answer = stranger.post(f"/named-requests/{only(session).id}/take", headers=ORIGIN)

    assert answer.status_code == 404
    assert "Ota ja avaa" not in stranger.get("/requests").text


def test_one_that_is_put_back_is_there_for_a_colleague(client, people, line, aino, session):
    asks(client, line)
    own = takes(people, aino, session)
    address = f"/named-requests/{only(session).id}"

    own.post(f"{address}/put-back", headers=ORIGIN)

    assert own.get(address).status_code == 404
    assert a_colleague(people, line).post(f"{address}/take", headers=ORIGIN).status_code == 303


def test_one_that_was_taken_and_forgotten_can_be_taken_again(client, people, line, aino, session):
    asks(client, line)
    takes(people, aino, session)

    with clock.stopped(clock.now() + timedelta(days=8)):
        other = a_colleague(people, line)
        answer = other.post(f"/named-requests/{only(session).id}/take", headers=ORIGIN)

    assert answer.status_code == 303


def test_it_is_done_once_and_in_one_of_four_ways(client, people, line, aino, session):
    asks(client, line)
    own = takes(people, aino, session)
    address = f"/named-requests/{only(session).id}/done"

    said = [
        own.post(address, data={"how": how}, headers=ORIGIN).status_code
        for how in ("somehow", "reached", "not_reached")
    ]

    assert said == [422, 303, 409]
    assert only(session).done_how == "reached"


def test_with_the_number_everything_is_deleted(client, people, line, session):
    number = number_on(asks(client, line))
    request_id = only(session).id
    address = f"/lines/{line.slug}/worried/delete"

    wrong = client.post(address, data={"number": "1" * 12}, headers=ORIGIN)
    right = client.post(address, data={"number": number}, headers=ORIGIN)

    assert (wrong.status_code, right.status_code) == (422, 200)
    assert none_is_left(session)
    with pytest.raises(Sealed):
        people.home.keys.get(request_id)


def test_what_was_written_goes_30_days_after_it_was_done(client, people, line, aino, session):
    asks(client, line)
    own = takes(people, aino, session)
    request_id = only(session).id
    own.post(f"/named-requests/{request_id}/done", data={"how": "guided"}, headers=ORIGIN)

    with clock.stopped(clock.now() + timedelta(days=31)):
        apply_due(SYSTEM)

    assert only(session).body is None
    with pytest.raises(Sealed):
        people.home.keys.get(request_id)


def test_what_nobody_does_is_gone_after_90_days_with_its_key(client, people, line, session):
    asks(client, line)
    request_id = only(session).id

    with clock.stopped(clock.now() + timedelta(days=89)):
        apply_due(SYSTEM)
    still = only(session).body
    with clock.stopped(clock.now() + timedelta(days=91)):
        apply_due(SYSTEM)

    assert still
    assert none_is_left(session)
    with pytest.raises(Sealed):
        people.home.keys.get(request_id)
