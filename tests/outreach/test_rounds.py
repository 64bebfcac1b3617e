"""Rounds told from a phone: once each however often they are sent, empty ones too, and nobody by name."""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from core import clock
from organisation.models import Role
from outreach.models import Area, ClientMeeting, Encounter, OutreachSession, Pair
from outreach.notes import read
from outreach.queries import work_totals
from outreach.schemas import Span
from outreach.schemas.rounds import WorkTotal
from policies.retention import tasks
from tests.people import People
from tests.people_outreach import another_organisation, post, saved

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def worker(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.OUTREACH_WORKER))


@pytest.fixture
def place(people: People) -> dict[str, str]:
    organisation_id = people.organisation().id
    pair = saved(people, Pair(organisation_id=organisation_id, name="Pari 1"))
    area = saved(people, Area(organisation_id=organisation_id, name="Itä"))
    return {"pair_id": str(pair.id), "area_id": str(area.id)}


def a_round(place: dict[str, str], **changes: Any) -> dict[str, Any]:
    told = {
        "id": str(uuid4()),
        "day": clock.local_day().isoformat(),
        "part": "evening",
        "setting": "street",
        "minutes": 120,
        "encounters": [],
    }
    return {**told, **place, **changes}


def sends(browser: FlaskClient, told: dict[str, Any]) -> Any:
    return browser.post(
        "/outreach/rounds/told",
        json=told,
        headers={"Origin": "http://localhost", "Accept": "application/json"},
    )


MET = [
    {"depth": "brief", "people": 14},
    {"depth": "conversation", "new": 1, "age": "16-17", "topics": ["mood"], "outcome": "helped"},
]


def test_a_round_that_is_sent_twice_counts_once(worker, place, session: Session):
    told = a_round(place, encounters=MET)

    answers = [sends(worker, told).json for _ in range(2)]

    assert [one["is_new"] for one in answers] == [True, False]
    assert sorted(session.exec(select(Encounter.people)).all()) == [1, 14]


def test_a_round_mended_after_a_lost_answer_is_counted_as_it_was_mended(
    worker, place, session: Session
):
    told = a_round(place, encounters=MET[:1], note="Sade.")
    sends(worker, told)

    mended = sends(worker, {**told, "refused": 1, "encounters": MET, "note": "Sade loppui."})

    kept = session.exec(select(OutreachSession)).one()
    assert (mended.json["ok"], kept.refused) == (True, 1)
    assert read(kept.id, kept.note)["note"] == "Sade loppui."
    assert sorted(session.exec(select(Encounter.people)).all()) == [1, 14]


def test_a_round_that_is_here_is_not_refused_when_it_is_sent_again(worker, place, people: People):
    told = a_round(place, encounters=MET)
    sends(worker, told)
    kaisa = people.signed_in(people.worker(Role.COORDINATOR))
    post(kaisa, f"/outreach/places/pairs/{place['pair_id']}/turn")

    again = sends(worker, told)

    assert (again.status_code, again.json["is_new"]) == (200, False)


def test_what_the_tally_does_with_a_round_before_it_is_sent():
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")

    command = [node, "--test", "--test-reporter=tap", str(ROOT / "tests/js/round.test.mjs")]
    told = subprocess.run(command, capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stdout


def test_nobody_met_is_a_round_too(worker, place, people: People, session: Session):
    sends(worker, a_round(place, refused=2))
    sends(worker, a_round(place, encounters=MET))

    today = clock.local_day()
    totals = work_totals(session, people.organisation().id, Span(today, today + timedelta(days=1)))

    assert list(totals.values()) == [
        WorkTotal(rounds=2, empty=1, minutes=240, refused=2, encounters=15, new=1)
    ]


def test_the_rule_for_new_ones_stays_with_the_round(worker, place, session: Session):
    sends(worker, a_round(place))

    assert session.exec(select(OutreachSession.new_rule)).all() == ["this_year"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"day": "2199-01-01"}, "too_late"),
        ({"day": "2020-01-01"}, "too_late"),
        ({"pair_id": str(uuid4())}, "no_such_place"),
        ({"channel_id": str(uuid4())}, "no_such_place"),
        ({"encounters": [{"depth": "brief", "age": "44-45"}]}, "answer_unknown"),
        ({"encounters": [{"depth": "brief", "topics": ["gossip"]}]}, "answer_unknown"),
        ({"encounters": [{"depth": "brief", "people": 1, "new": 2}]}, "bad_input"),
        ({"encounters": [{"depth": "brief", "people": 0}]}, "bad_input"),
        ({"encounters": [{"depth": "brief", "name": "Ville"}]}, "bad_input"),
        ({"note": "Soita 040 123 4567"}, "personal_data_in_note"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_kept(
    wrong, code, worker, place, session: Session
):
    answer = sends(worker, a_round(place, **wrong))

    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert answer.json["sentence"]
    assert session.exec(select(OutreachSession)).all() == []


def test_a_note_is_sealed_and_soon_gone_while_the_round_stays(worker, place, session: Session):
    sends(worker, a_round(place, note="Puistossa ei ollut valoja."))
    kept = session.exec(select(OutreachSession)).one()
    assert b"valoja" not in (kept.note or b"")
    assert read(kept.id, kept.note)["note"] == "Puistossa ei ollut valoja."

    task = next(one for one in tasks() if one.data_class == "outreach.note")
    due = task.find(session, clock.now() + timedelta(days=2))
    gone = task.purge(session, [one.id for one in due])

    session.expire_all()
    assert gone == 1
    assert task.keys(session, [kept.id]) == [kept.id]
    assert session.exec(select(OutreachSession)).one().note is None


def test_without_a_script_a_round_is_told_as_sums(worker, place, session: Session):
    form = {
        "day": clock.local_day().isoformat(),
        "pair": place["pair_id"],
        "area": place["area_id"],
        "setting": "park",
        "part": "day",
        "brief": 6,
        "conversation": 2,
        "new": 3,
    }

    post(worker, "/outreach/tally", **form)

    met = {one.depth: (one.people, one.new) for one in session.exec(select(Encounter)).all()}
    assert met == {"conversation": (2, 2), "brief": (6, 1)}


def test_another_organisations_round_is_neither_taken_over_nor_deleted(
    worker, place, people: People, session: Session
):
    theirs = another_organisation(people).id
    pair = saved(people, Pair(organisation_id=theirs, name="X"))
    area = saved(people, Area(organisation_id=theirs, name="X"))
    made = saved(
        people,
        OutreachSession(
            organisation_id=theirs,
            day=clock.local_day(),
            part="day",
            pair_id=pair.id,
            area_id=area.id,
            setting="park",
            new_rule="ever",
        ),
    )

    sent = sends(worker, a_round(place, id=str(made.id)))
    deleted = post(worker, f"/outreach/rounds/{made.id}/delete")

    assert (sent.status_code, deleted.status_code) == (404, 404)
    assert session.exec(select(OutreachSession.organisation_id)).all() == [theirs]


def test_an_outside_editor_sees_no_rounds(people: People):
    editor = people.signed_in(people.worker(Role.EDITOR))

    for page in ("rounds", "tally", "meetings", "processes", "places"):
        assert editor.get(f"/outreach/{page}").status_code == 403, page


def test_the_page_that_stays_on_a_phone_names_no_worker(people: People, place):
    browser = people.signed_in(people.worker(Role.OUTREACH_WORKER, name="Jari Järvi"))

    page = browser.get("/outreach/tally").text

    assert "Pari 1" in page
    assert "Jari" not in page


def test_a_client_meeting_counts_by_its_mode(worker, place, people: People, session: Session):
    for mode, state in (("in_person", "done"), ("phone", "done"), ("in_person", "no_show")):
        post(
            worker,
            "/outreach/meetings",
            day=clock.local_day().isoformat(),
            pair=place["pair_id"],
            area=place["area_id"],
            mode=mode,
            state=state,
            minutes="",
            of_process="",
        )

    today = clock.local_day()
    span = Span(today, today + timedelta(days=1))
    assert len(session.exec(select(ClientMeeting)).all()) == 3
    totals = work_totals(session, people.organisation().id, span)
    assert list(totals.values()) == [WorkTotal(meetings=2, in_person=1)]


def test_a_coordinator_names_places_once(people: People, session: Session):
    kaisa = people.signed_in(people.worker(Role.COORDINATOR))

    first = post(kaisa, "/outreach/places/areas", name="Itä")
    again = post(kaisa, "/outreach/places/areas", name="Itä")
    area = session.exec(select(Area)).one()
    post(kaisa, f"/outreach/places/areas/{area.id}/turn")

    session.rollback()
    assert (first.status_code, again.status_code) == (303, 409)
    assert session.exec(select(Area)).one().is_active is False


@pytest.mark.parametrize("path", ["/outreach/rounds", "/outreach/meetings", "/outreach/processes"])
def test_pages_of_the_street_stand_under_rounds_in_the_menu(worker, path):
    page = worker.get(path).text

    assert 'href="/outreach/rounds" aria-current="page"' in page
    assert 'href="/outreach" aria-current' not in page
