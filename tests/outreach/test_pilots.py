"""A line on trial: begun when all is ready, evaluated, decided on, and ended kindly."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from core import clock
from organisation.models import Line, Role
from outreach.models import Pilot, PilotDecision
from outreach.pilot_figures import pilot_figures
from outreach.upkeep import tell_of_pilots
from policies.queries import policy
from tests.people import People
from tests.people_outreach import a_counted_month, another_organisation, last_month, post, saved
from tests.people_scheduling import on_duty

TODAY = clock.local_day()
TAUGHT = {
    "function": "Jono pysyi lyhyenä.",
    "experience": "Moni kiitti.",
    "targets": "Lisää iltoja.",
}


@pytest.fixture
def kaisa(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.COORDINATOR, name="Kaisa Koski"))


@pytest.fixture
def trial(people: People) -> Line:
    return people.line("kokeilu", pilot_ends=TODAY + timedelta(days=20))


def begins(kaisa: FlaskClient) -> None:
    post(kaisa, "/outreach/pilots/kokeilu", question="Löytävätkö nuoret tänne iltaisin?")


def decides(kaisa: FlaskClient, choice: str, **more: Any) -> int:
    told = {"choice": choice, "reasons": "Palaute ja luvut.", "next_line": "", **more}
    return post(kaisa, "/outreach/pilots/kokeilu/decision", **told).status_code


def the_line(session: Session) -> Line:
    session.rollback()
    session.expire_all()
    return session.exec(select(Line).where(Line.slug == "kokeilu")).one()


def test_a_pilot_begins_when_somebody_has_ticked_everything(
    kaisa: FlaskClient, trial: Line, session: Session
):
    begins(kaisa)

    early = post(kaisa, "/outreach/pilots/kokeilu/launch").status_code
    for item in policy().pilots.checklist:
        post(kaisa, "/outreach/pilots/kokeilu/checklist", item=item)
    post(kaisa, "/outreach/pilots/kokeilu/launch")

    page = kaisa.get("/outreach/pilots/kokeilu").text
    assert early == 409
    assert session.exec(select(Pilot.launched_on)).one() == clock.local_day()
    assert page.count("Kaisa Koski, ") == len(policy().pilots.checklist)


def test_a_tick_is_taken_back_by_a_second_press_and_nothing_else_is_ticked(
    kaisa: FlaskClient, trial: Line
):
    begins(kaisa)

    for _twice in range(2):
        post(kaisa, "/outreach/pilots/kokeilu/checklist", item="dpia")
    unknown = post(kaisa, "/outreach/pilots/kokeilu/checklist", item="coffee")

    assert "Kaisa Koski, " not in kaisa.get("/outreach/pilots/kokeilu").text
    assert unknown.status_code == 404


def test_it_is_decided_after_the_evaluation_and_the_last_word_counts(
    kaisa: FlaskClient, trial: Line, people: People, session: Session
):
    other, today = people.line("toinen"), clock.local_day()
    begins(kaisa)

    early = decides(kaisa, "go_on")
    post(kaisa, "/outreach/pilots/kokeilu/evaluation", **TAUGHT)
    decides(kaisa, "end", until=today.isoformat(), next_line=str(other.id))
    ended = the_line(session)
    said = (ended.ended_on, ended.next_line_id, ended.pilot_ends)
    decides(kaisa, "go_on")

    assert early == 409
    assert said == (today, other.id, None)
    assert (the_line(session).ended_on, the_line(session).next_line_id) == (None, None)
    assert [one.choice for one in session.exec(select(PilotDecision)).all()] == ["end", "go_on"]


@pytest.mark.parametrize("until", ["", "2026-01-01"])
def test_an_end_needs_a_day_that_has_not_passed(
    until: str, kaisa: FlaskClient, trial: Line, session: Session
):
    begins(kaisa)
    post(kaisa, "/outreach/pilots/kokeilu/evaluation", **TAUGHT)

    assert decides(kaisa, "end", until=until) == 422
    assert the_line(session).ended_on is None


def test_a_line_that_ended_leads_on_and_lets_nobody_wait_in_vain(
    client: FlaskClient, people: People
):
    other = people.line("toinen")
    gone = people.line("kokeilu", ended_on=TODAY - timedelta(days=1), next_line_id=other.id)
    on_duty(people, people.worker(Role.RESPONDER, lines=(gone,)), gone)

    page = client.get("/lines/kokeilu").text
    started = post(client, "/lines/kokeilu/start", nickname="")

    assert "se on päättynyt" in page
    assert 'href="/lines/toinen"' in page
    assert 'href="/lines/kokeilu/ask"' in page
    assert client.get("/lines/kokeilu/state").json["open"] is False
    assert started.location == "/lines/kokeilu"
    assert "/lines/kokeilu" not in client.get("/").text


def test_contact_requests_are_taken_only_while_somebody_answers(
    client: FlaskClient, people: People
):
    people.line("kokeilu", ended_on=TODAY - timedelta(days=30))

    page = client.get("/lines/kokeilu").text

    assert "/lines/kokeilu/ask" not in page
    assert client.get("/lines/kokeilu/ask").status_code != 200


def test_the_last_day_itself_is_a_day_like_any_other(client: FlaskClient, people: People):
    line = people.line("kokeilu", ended_on=clock.local_day())
    on_duty(people, people.worker(Role.RESPONDER, lines=(line,)), line)

    assert client.get("/lines/kokeilu/state").json["open"] is True


def test_the_months_of_a_pilot_are_summed_with_their_divisor_or_as_at_least(
    people: People, session: Session, home
):
    line = people.line("kokeilu", pilot_ends=TODAY)
    saved(
        people,
        Pilot(line_id=line.id, question="?", begun_on=last_month(), launched_on=last_month()),
    )
    a_counted_month(line, last_month(), landing=40, contact_attempt=2)

    with home.app.test_request_context("/"):
        shown = pilot_figures(session, line)

    landed, attempts = shown.sums["landed"], shown.sums["attempts"]
    assert (landed.n, landed.months, landed.mean) == (40, 1, 40.0)
    assert (attempts.is_whole, attempts.mean) == (False, None)


def test_coordinators_are_told_once_a_week_that_a_pilot_waits(people: People, trial: Line, home):
    people.worker(Role.COORDINATOR, name="Kaisa Koski")
    saved(people, Pilot(line_id=trial.id, question="?", begun_on=TODAY))
    outbox = home.app.extensions["mailer"].outbox
    outbox.clear()

    tell_of_pilots()
    tell_of_pilots()

    assert len(outbox) == 1
    assert "Nuorten chat" in outbox[0]["Subject"]


def test_only_coordinators_keep_pilots_and_only_their_own_organisations(
    people: People, trial: Line, kaisa: FlaskClient
):
    editor = people.signed_in(people.worker(Role.EDITOR))
    people.line("heidan", organisation_id=another_organisation(people).id)

    assert editor.get("/outreach/pilots/kokeilu").status_code == 200
    assert post(editor, "/outreach/pilots/kokeilu", question="?").status_code == 403
    assert kaisa.get("/outreach/pilots/heidan").status_code == 404
