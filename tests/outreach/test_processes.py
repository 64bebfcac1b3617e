"""Processes under a code: only their two workers see them, and they end with a reason."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from core import clock
from organisation.models import Role
from outreach.models import Area, Pair, PhaseChange, Process
from outreach.queries.processes import process_clients
from outreach.schemas import Span
from policies.retention import tasks
from tests.people import People
from tests.people_outreach import post, saved


@pytest.fixture
def form(people: People) -> dict[str, Any]:
    organisation_id = people.organisation().id
    pair = saved(people, Pair(organisation_id=organisation_id, name="Pari 1"))
    area = saved(people, Area(organisation_id=organisation_id, name="Itä"))
    return {"pair": str(pair.id), "area": str(area.id), "second": "", "aim": "Takaisin kouluun."}


def opens(browser: FlaskClient, form: dict[str, Any]) -> str:
    answer = post(browser, "/outreach/processes/new", **form)
    return answer.headers["Location"].rpartition("/")[2]


@pytest.fixture
def jari(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.OUTREACH_WORKER, name="Jari Järvi"))


def test_the_house_draws_the_code_and_the_aim_lies_sealed(jari, form, session: Session):
    code = opens(jari, form)

    found = session.exec(select(Process)).one()
    assert re.fullmatch(r"[2-9b-z]{6}", code)
    assert b"kouluun" not in (found.words or b"")
    assert "Takaisin kouluun." in jari.get(f"/outreach/processes/{code}").text


def test_only_its_two_workers_see_a_process(jari, form, people: People):
    maija = people.worker(Role.OUTREACH_WORKER, name="Maija Mäki")
    somebody = people.signed_in(people.worker(Role.OUTREACH_WORKER, name="Pekka Pelto"))
    code = opens(jari, {**form, "second": str(maija.id)})

    seen = people.signed_in(maija).get(f"/outreach/processes/{code}")
    hidden = somebody.get(f"/outreach/processes/{code}")
    missing = somebody.get("/outreach/processes/zzzzzz")

    assert seen.status_code == 200
    assert hidden.status_code == missing.status_code == 404
    assert code not in somebody.get("/outreach/processes").text


def test_phases_go_back_as_well_as_on_but_never_back_in_time(jari, form, session: Session):
    code, today = opens(jari, form), clock.local_day()

    for phase in ("trust", "working", "trust"):
        post(jari, f"/outreach/processes/{code}/phase", phase=phase, since=today.isoformat())
    early = post(
        jari,
        f"/outreach/processes/{code}/phase",
        phase="dialogue",
        since=(today - timedelta(days=1)).isoformat(),
    )

    known = session.exec(select(PhaseChange.phase).order_by(PhaseChange.position)).all()
    assert known == ["contact", "trust", "working", "trust"]
    assert early.status_code == 422


def test_an_end_has_a_reason_and_attached_may_stay_unknown(jari, form, session: Session):
    code, today = opens(jari, form), clock.local_day().isoformat()

    post(
        jari,
        f"/outreach/processes/{code}/end",
        reason="guided",
        attached="unknown",
        ended_on=today,
    )
    after = post(jari, f"/outreach/processes/{code}/phase", phase="trust", since=today)

    found = session.exec(select(Process)).one()
    assert (found.reason, found.attached) == ("guided", "unknown")
    assert after.status_code == 409


def test_a_name_in_the_aim_is_refused(jari, form, session: Session):
    answer = post(jari, "/outreach/processes/new", **{**form, "aim": "Soita 040 123 4567"})

    assert answer.status_code == 422
    assert session.exec(select(Process)).all() == []


def test_a_forgotten_process_is_due_by_the_day_of_its_review(jari, form, session: Session):
    opens(jari, form)
    task = next(one for one in tasks() if one.data_class == "outreach.process")

    assert task.find(session, clock.now()) == []
    assert len(task.find(session, clock.now() + timedelta(days=120))) == 1


def test_open_within_the_span_is_what_counts(jari, form, people: People, session: Session):
    opens(jari, form)
    opens(jari, form)
    today = clock.local_day()

    counted = process_clients(
        session, people.organisation().id, Span(today, today + timedelta(days=1))
    )
    before = process_clients(
        session, people.organisation().id, Span(today - timedelta(days=9), today)
    )

    assert list(counted.values()) == [2]
    assert before == {}
