"""Asking colleagues for advice beside a conversation."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from chat.models import Consultation, Note
from core import clock
from core.crypto import Sealed
from core.identity import SYSTEM
from organisation.models import Line, Role, WorkerProfession
from policies.purge import apply_due
from tests.people import People
from tests.people_chat import AtSocket, a_responder, a_visitor, at_desk, opened, sealed, talking


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


def advised(people: People, line: Line) -> tuple[AtSocket, AtSocket, AtSocket, str]:
    """Give a visitor, a responder, a nurse who was asked for advice, and the thread."""
    visitor, aino = talking(people, line)
    nurse = a_responder(people, people.line("paihde"), "Noora Niemi")
    found = aino.ask("consultants", conversation_id=str(aino.conversation_id))["consultants"]
    thread = aino.ask(
        "consult",
        conversation_id=str(aino.conversation_id),
        worker_ids=[one["worker_id"] for one in found if one["name"] == "Noora Niemi"],
    )["consultation_id"]
    return visitor, aino, nurse, str(thread)


def notes(somebody: AtSocket, thread: str, text: str) -> dict[str, object]:
    return somebody.ask("note", consultation_id=thread, client_id=str(uuid4()), sealed=sealed(text))


def test_a_colleague_advises_and_sees_nothing_of_the_conversation(people, line):
    visitor, aino, nurse, thread = advised(people, line)
    visitor.says("salaisuus")

    notes(aino, thread, "Mitä sanoisit unettomuudesta?")
    notes(nurse, thread, "Kysy, kauanko sitä on ollut.")

    read = nurse.ask("notes", consultation_id=thread, after=0)["notes"]
    assert [(one["name"], opened(one["sealed"])) for one in read] == [
        ("Aino Alanko", "Mitä sanoisit unettomuudesta?"),
        ("Noora Niemi", "Kysy, kauanko sitä on ollut."),
    ]
    assert [one["seq"] for one in aino.hears("note")] == [1, 2]
    assert nurse.ask("consultations")["consultations"][0]["conversation_id"] is None
    nurse.conversation_id = visitor.conversation_id
    assert nurse.sync()["code"] == nurse.says("hei")["code"] == "no_such_conversation"
    assert nurse.reads() == []


def who_is(
    people: People, profession: str, line: Line, name: str, *, is_on_duty: bool = True
) -> tuple[AtSocket, str]:
    """Sit somebody of a profession down at the desk; gives their id too."""
    worker = people.worker(Role.RESPONDER, lines=(line,), name=name)
    with people.home.database.session() as session:
        session.add(WorkerProfession(worker_id=worker.id, profession=profession))
        session.commit()
    return at_desk(people, worker, line if is_on_duty else None), str(worker.id)


def fitting(aino: AtSocket) -> dict[str, dict]:
    answer = aino.ask("consultants", conversation_id=str(aino.conversation_id), lang="en")
    return {one["name"]: one for one in answer["professions"]}


def test_a_nurse_is_asked_for_who_is_on_duty_and_has_the_fewest_conversations(people, line):
    _visitor, aino = talking(people, line)
    parents = people.line("vanhemmat")
    busy, _id = who_is(people, "nurse", parents, "Noora Niemi")
    guest = a_visitor(people, parents)
    busy.ask("claim", conversation_id=str(guest.conversation_id))
    _free, free_id = who_is(people, "nurse", people.line("paihde"), "Sami Salo")
    _away, away_id = who_is(people, "psychologist", line, "Pia Palo", is_on_duty=False)

    found = fitting(aino)

    assert found["Nurse"] | {"key": ""} == {
        "key": "",
        "name": "Nurse",
        "worker_ids": [free_id],
        "on_duty": True,
    }
    assert (found["Psychologist"]["worker_ids"], found["Psychologist"]["on_duty"]) == (
        [away_id],
        False,
    )
    assert set(found) == {"Nurse", "Psychologist"}


def test_the_visitor_neither_hears_nor_exports_nor_finds_it(people, line):
    visitor, aino, _nurse, thread = advised(people, line)
    notes(aino, thread, "neuvonpito")

    export = visitor.browser.get("/chat/export").get_json()

    assert visitor.hears("note") == visitor.hears("consultations") == []
    assert visitor.ask("notes", consultation_id=thread, after=0)["code"] == "not_allowed"
    assert export["messages"] == []


def test_nobody_else_finds_it(people, line):
    _visitor, _aino, _nurse, thread = advised(people, line)
    other = a_responder(people, line, "Ville Virta")

    missing = other.ask("notes", consultation_id=str(uuid4()), after=0)

    assert other.ask("notes", consultation_id=thread, after=0) == missing
    assert notes(other, thread, "hei")["code"] == missing["code"] == "no_such_consultation"


def test_it_lies_sealed_under_a_key_of_its_own(people, line, session):
    _visitor, aino, _nurse, thread = advised(people, line)
    notes(aino, thread, "unettomuus")

    kept = session.exec(select(Note)).one()

    assert b"unettomuus" not in kept.body
    assert people.home.keys.get(UUID(thread)) != people.home.keys.get(aino.conversation_id)


def test_it_ends_with_the_conversation(people, line):
    visitor, aino, nurse, thread = advised(people, line)
    visitor.ask("close", conversation_id=str(visitor.conversation_id))

    assert notes(nurse, thread, "vielä")["code"] == "conversation_closed"
    assert nurse.ask("consultations")["consultations"] == []
    assert aino.ask("consultations")["consultations"] == []


def test_whoever_goes_on_reads_the_advice_and_whoever_gave_it_over_no_more(people, line):
    visitor, aino, _nurse, thread = advised(people, line)
    notes(aino, thread, "mitä tästä")
    aino.ask("to_queue", conversation_id=str(visitor.conversation_id), because="shift_ends")
    eero = a_responder(people, line, "Eero Eskola")
    eero.ask("claim", conversation_id=str(visitor.conversation_id))

    assert eero.ask("notes", consultation_id=thread, after=0)["last_seq"] == 1
    assert aino.ask("notes", consultation_id=thread, after=0)["code"] == "no_such_consultation"


def test_a_visitor_who_deletes_the_conversation_deletes_the_advice(people, line, session):
    visitor, aino, _nurse, thread = advised(people, line)
    notes(aino, thread, "mitä tästä")

    visitor.browser.post("/chat/erase", headers={"Origin": "http://localhost"})

    assert session.exec(select(Consultation)).all() == session.exec(select(Note)).all() == []
    with pytest.raises(Sealed):
        people.home.keys.get(UUID(thread))


def test_it_is_purged_in_its_time_with_its_key_first(people, line, session):
    visitor, aino, _nurse, thread = advised(people, line)
    notes(aino, thread, "mitä tästä")
    visitor.ask("close", conversation_id=str(visitor.conversation_id))

    with clock.stopped(clock.now() + timedelta(days=8)):
        apply_due(SYSTEM)

    assert session.exec(select(Note)).all() == []
    with pytest.raises(Sealed):
        people.home.keys.get(UUID(thread))


def test_only_the_responder_asks(people, line):
    visitor, _aino = talking(people, line)
    other = a_responder(people, line, "Ville Virta")
    stranger = a_visitor(people, line)

    refused = other.ask("consultants", conversation_id=str(visitor.conversation_id))
    by_visitor = stranger.ask("consultants", conversation_id=str(visitor.conversation_id))

    assert refused["code"] == "no_such_conversation"
    assert by_visitor["code"] == "not_allowed"
