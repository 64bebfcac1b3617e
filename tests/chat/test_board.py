"""The coordinator's board: numbers and colleagues, never content; and notes that only their writer reads."""

import base64
import secrets
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from chat.debriefing import LEAST_BYTES
from chat.models import Debrief, Flag
from core import clock
from core.crypto import Sealed
from core.house import House
from core.identity import SYSTEM, Kind
from core.sealed import ALG
from organisation.models import Line, Role, Sealing
from policies.purge import apply_due
from tests.people import People
from tests.people_chat import ORIGIN, AtSocket, a_responder, a_visitor, talking


def a_coordinator(people: People, *lines: Line) -> FlaskClient:
    return people.signed_in(people.worker(Role.COORDINATOR, lines=lines, name="Kaisa Koski"))


def row(people: People, browser: FlaskClient) -> dict:
    return AtSocket(people.home, browser, Kind.WORKER).connect().ask("board")["rows"][0]


def test_it_shows_who_waits_who_talks_and_who_is_on_duty(people: People):
    line = people.line()
    _visitor, aino = talking(people, line)
    a_visitor(people, line)
    aino.ask("brake", is_on=True)

    now = row(people, a_coordinator(people, line))

    assert (now["waiting"], now["talking"], now["attempt"], now["opened"]) == (1, 1, 2, 1)
    assert now["on_duty"] == [{"name": "Aino Alanko", "open": 1, "most": 3, "is_braked": True}]
    assert now["safeguarding"] == 0


def test_those_who_left_before_an_answer_are_counted_by_how_long_they_waited(people: People):
    line = people.line()
    a_responder(people, line)
    soon, late = a_visitor(people, line), a_visitor(people, line)
    soon.ask("close", conversation_id=str(soon.conversation_id))

    with clock.stopped(clock.now() + timedelta(minutes=2)):
        late.ask("close", conversation_id=str(late.conversation_id))
        now = row(people, a_coordinator(people, line))

    assert (now["left_soon"], now["left_late"]) == (1, 1)


def test_the_page_holds_nobodys_words_and_no_other_lines(people: People):
    line = people.line("mine", name={"fi": "Minun", "sv": "Min", "en": "Mine"})
    people.line("other", name={"fi": "Toisen", "sv": "Annans", "en": "Another's"})
    visitor, _aino = talking(people, line, nickname="Kuutamo")
    visitor.says("salaisuus")

    page = a_coordinator(people, line).get("/en/board").text

    assert "Mine" in page
    assert not [one for one in ("Kuutamo", "salaisuus", "Another") if one in page]


def test_an_open_board_hears_of_every_flag_and_of_every_step(people: People):
    line = people.line()
    _visitor, aino = talking(people, line)
    its = {"conversation_id": str(aino.conversation_id)}
    kaisa = AtSocket(people.home, a_coordinator(people, line), Kind.WORKER).connect()

    def stands_after(event: str, **said: Any) -> list[tuple[int, int, bool]]:
        before = len(kaisa.hears("queue"))
        aino.ask(event, **its, **said)
        assert len(kaisa.hears("queue")) > before, event
        flags = kaisa.ask("board")["flags"]
        return [(one["done"], one["of"], one["is_late"]) for one in flags]

    assert stands_after("flag") == [(0, 5, False)]
    assert stands_after("tick", step="colleague", is_done=True) == [(1, 5, False)]
    assert stands_after("tick", step="colleague", is_done=False) == [(0, 5, False)]
    assert stands_after("flag", is_raised=False) == []


def test_a_flag_waits_until_it_has_been_followed_up(people: People, session: Session):
    line = people.line()
    _visitor, aino = talking(people, line)
    aino.ask("flag", conversation_id=str(aino.conversation_id))
    kaisa, other = a_coordinator(people, line), a_coordinator(people, people.line("other"))
    flag_id = session.exec(select(Flag.id)).one()
    before = kaisa.get("/en/board").text

    refused = other.post(f"/board/flags/{flag_id}/follow-up", headers=ORIGIN)
    kaisa.post(f"/board/flags/{flag_id}/follow-up", headers=ORIGIN)

    assert "steps taken: 0 of 5" in before
    assert refused.status_code == 404
    assert "steps taken: 0 of 5" not in kaisa.get("/en/board").text


def test_a_note_is_sealed_and_only_its_writer_reads_and_deletes_it(
    people: People, session: Session
):
    line = people.line()
    aino = people.signed_in(people.worker(Role.RESPONDER, lines=(line,)))
    eero = people.signed_in(people.worker(Role.RESPONDER, lines=(line,), name="Eero Eskola"))
    aino.post("/desk/notes", data={"text": "raskas ilta"}, headers=ORIGIN)
    kept = session.exec(select(Debrief)).one()

    others = eero.post(f"/desk/notes/{kept.id}/delete", headers=ORIGIN)

    assert b"raskas" not in kept.body
    assert "raskas ilta" in aino.get("/desk/notes").text
    assert "raskas ilta" not in eero.get("/desk/notes").text
    assert others.status_code == 404
    assert aino.post(f"/desk/notes/{kept.id}/delete", headers=ORIGIN).status_code == 303
    assert "raskas ilta" not in aino.get("/desk/notes").text


def test_who_answers_on_a_line_that_seals_keeps_notes_that_no_page_but_their_own_browsers_reads(
    people: People, session: Session
):
    line = people.line(sealing=Sealing.REQUIRED)
    aino, eero = (
        people.signed_in(people.worker(Role.RESPONDER, lines=(line,), name=name))
        for name in ("Aino Alanko", "Eero Eskola")
    )
    headers = ORIGIN | {"Accept": "application/json"}
    body = base64.b64encode(secrets.token_bytes(LEAST_BYTES)).decode()
    note = {"name": str(uuid4()), "alg": ALG, "body": body}

    plain = aino.post("/desk/notes", data={"text": "raskas ilta"}, headers=headers)
    cut = aino.post("/desk/notes/sealed", data=note | {"body": body[:400]}, headers=headers)
    kept = [aino.post("/desk/notes/sealed", data=note, headers=headers) for _twice in range(2)]
    others = eero.post("/desk/notes/sealed", data=note, headers=headers)

    assert [one.json["code"] for one in (plain, cut)] == ["must_be_sealed", "bad_input"]
    assert [one.json["ok"] for one in kept] == [True, True]
    assert others.json["code"] == "no_such_note"
    assert [one.alg for one in session.exec(select(Debrief)).all()] == [ALG]
    assert body in aino.get("/desk/notes").text
    assert body not in eero.get("/desk/notes").text


def test_a_note_deletes_itself_its_key_first(people: People, session: Session, home: House):
    aino = people.signed_in(people.worker(Role.RESPONDER))
    aino.post("/desk/notes", data={"text": "raskas ilta"}, headers=ORIGIN)
    note_id = session.exec(select(Debrief.id)).one()
    session.rollback()

    with clock.stopped(clock.now() + timedelta(days=31)):
        apply_due(SYSTEM)

    assert session.exec(select(Debrief)).all() == []
    with pytest.raises(Sealed):
        home.keys.get(note_id)
