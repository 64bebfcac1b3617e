"""Files too long to be read while an editor waits: kept, read by the jobs, told about on the page."""

import io
import json
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from core.house import House
from guidance import queries
from guidance.importing import running, waiting
from guidance.importing.running import WITHIN, Pace, import_upload
from guidance.routes import importing
from guidance.schemas import RunState
from organisation.access import Role
from tests.people import People

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def editor(people: People, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Sign an editor in, for whom every file is long."""
    monkeypatch.setattr(importing, "READ_AT_ONCE", 10)
    return people.signed_in(people.worker(Role.EDITOR))


def a_file(*numbers: int, name: str = "Talo") -> bytes:
    names = [
        (number, {"language": "fi", "value": f"{name} {number}", "type": "Name"})
        for number in numbers
    ]
    records = [
        {"id": str(UUID(int=number)), "sourceId": None, "serviceNames": [told]}
        for number, told in names
    ]
    return json.dumps(records).encode()


def give(editor: FlaskClient, content: bytes) -> str:
    sent = {"file": (io.BytesIO(content), "rekisteri.json")}
    answer = editor.post("/services/import", data=sent, headers=OURS, follow_redirects=True)
    return answer.text


def kept(home: House) -> list[Path]:
    return list((home.settings.data_dir / waiting.FOLDER).glob("*"))


def test_a_long_file_waits_for_the_jobs_and_is_gone_when_it_is_read(editor, home, session: Session):
    told = give(editor, a_file(1, 2, 3))
    give(editor, a_file(1, 2, 3))  # pressed twice

    assert "Odottaa vuoroaan." in told
    assert len(kept(home)) == 1
    waiting.read_waiting()
    assert kept(home) == []
    run = queries.runs(session)[0]
    assert (run.state, run.records, run.created) == (RunState.DONE, 3, 3)
    assert len(queries.runs(session)) == 1
    assert len(queries.search(session, "talo", lang="fi")) == 3
    assert "Odottaa vuoroaan." not in editor.get("/services/import").text


def test_a_file_whose_reader_was_killed_goes_on_where_it_was(
    editor, home, session: Session, monkeypatch
):
    give(editor, a_file(*range(1, 8)))
    monkeypatch.setattr(waiting, "BESIDE", Pace(3))
    store, stored = running._store, []

    def killed_at_the_second(run_id, cuts):
        stored.append(len(cuts))
        if len(stored) == 2:
            raise KeyboardInterrupt
        store(run_id, cuts)

    monkeypatch.setattr(running, "_store", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        waiting.read_waiting()
    shown = editor.get("/services/import").text
    waiting.read_waiting()

    assert "3 / 7 tietuetta on luettu." in shown
    assert stored == [3, 3, 3, 1]
    assert queries.runs(session)[0].created == 7
    assert kept(home) == []


def test_a_file_at_which_the_reader_fails_is_told_and_not_tried_for_ever(editor, home, monkeypatch):
    give(editor, a_file(1))
    monkeypatch.setattr(running, "_store", lambda *_given: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        waiting.read_waiting()

    assert kept(home) == []
    assert "keskeytyi: lähetä uudelleen" in editor.get("/services/import").text


def test_what_is_no_file_of_services_is_refused_before_it_waits(editor, home):
    told = give(editor, b"%PDF-1.7 and much more")

    assert "Tämä ei ole Palvelutietovarannon tiedosto" in told
    assert kept(home) == []


def test_a_list_of_codes_that_waits_is_learnt_and_a_broken_one_is_told(editor, session: Session):
    label = {"Fi": "Etsivä nuorisotyö", "Sv": "Uppsökande ungdomsarbete"}
    listed = [{"Id": "urn:x", "Notation": "P28.4", "Label": label, "BroaderUris": []}]

    give(editor, json.dumps(listed).encode())
    give(editor, b'[{"Notation": 5}]')
    waiting.read_waiting()

    assert {(one.created, one.refused) for one in queries.runs(session)} == {(1, 0), (0, 1)}
    assert "Tätä koodiluetteloa ei voi lukea." in editor.get("/services/import").text


def test_whoever_talks_meanwhile_goes_first_after_every_few_records(home: House, monkeypatch):
    rests: list[float] = []
    monkeypatch.setattr(running.time, "sleep", rests.append)

    import_upload(io.BytesIO(a_file(*range(1, 2 * WITHIN.batch + 2))), name="x.json")

    assert rests == [WITHIN.rest] * 6  # three times to store, three to index
