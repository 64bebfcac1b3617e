from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from core import clock
from core.db import transaction
from core.house import House
from core.identity import SYSTEM, Kind, SignInSession, begin
from policies.actions import audit
from policies.models import AuditEntry, PurgeRun
from policies.queries import policy
from tests.people import People

OFFICER = "data_protection_officer"


@pytest.fixture
def officer(people: People) -> FlaskClient:
    return people.signed_in(people.worker(OFFICER))


def a_session_that_ran_out(people: People) -> None:
    worker = people.worker()
    with clock.stopped(clock.now() - timedelta(days=2)), transaction() as session:
        begin(session, Kind.WORKER, worker.id, lasts=timedelta(hours=1))


def plan_hash(page: str) -> str:
    return page.split('name="plan_hash" value="')[1][:64]


def test_the_officer_sees_every_class_of_data_with_its_purpose_and_its_end(officer: FlaskClient):
    page = officer.get("/data-protection").text

    for name, one in policy().data_classes.items():
        assert name in page
        assert one.title.fi in page
        assert one.purpose.fi in page


def test_the_officer_sees_what_is_overdue_and_since_when(officer: FlaskClient, people: People):
    a_session_that_ran_out(people)

    page = officer.get("/en/data-protection").text

    assert 'Overdue now</span>\n      <span class="value">1</span>' in page
    assert "core.session" in page


def test_looking_at_the_plan_purges_nothing(officer: FlaskClient, people: People, session: Session):
    a_session_that_ran_out(people)

    page = officer.post("/data-protection/purge", headers={"Sec-Fetch-Site": "same-origin"}).text

    assert "core.session" in page
    assert len(session.exec(select(SignInSession)).all()) == 2


def test_what_was_looked_at_is_purged_on_the_officers_word(
    officer: FlaskClient, people: People, session: Session
):
    a_session_that_ran_out(people)
    looked_at = plan_hash(
        officer.post("/data-protection/purge", headers={"Sec-Fetch-Site": "same-origin"}).text
    )

    answer = officer.post(
        "/data-protection/purge/apply",
        data={"plan_hash": looked_at},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert answer.status_code == 303
    assert len(session.exec(select(SignInSession)).all()) == 1
    assert session.exec(select(PurgeRun)).one().counts == {"core.session": 1}


def test_a_plan_that_has_changed_is_not_applied(
    officer: FlaskClient, people: People, session: Session
):
    a_session_that_ran_out(people)
    looked_at = plan_hash(
        officer.post("/data-protection/purge", headers={"Sec-Fetch-Site": "same-origin"}).text
    )
    a_session_that_ran_out(people)

    answer = officer.post(
        "/data-protection/purge/apply",
        data={"plan_hash": looked_at},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert answer.status_code == 409
    assert len(session.exec(select(SignInSession)).all()) == 3


def test_a_purge_without_a_plan_is_refused(officer: FlaskClient):
    answer = officer.post("/data-protection/purge/apply", headers={"Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 422


def test_the_policy_page_says_who_may_do_what_and_what_visitors_are_told(officer: FlaskClient):
    page = officer.get("/data-protection/rules").text

    assert policy().permissions["chat.desk"].fi in page
    assert "7 päivää" in page
    assert policy().hash in page


def test_reading_the_log_is_an_entry_in_the_log(officer: FlaskClient, session: Session):
    officer.get("/data-protection/audit")

    entry = session.exec(select(AuditEntry)).one()

    assert (entry.action, entry.resource) == ("policies.audit", "audit:log")


def test_the_log_is_narrowed_by_what_was_done(officer: FlaskClient):
    with transaction() as session:
        audit(session, SYSTEM, "policies.purge", "plan:of-the-night")

    narrowed = officer.get("/data-protection/audit?action=policies.audit").text

    assert "plan:of-the-night" not in narrowed
    assert "plan:of-the-night" in officer.get("/data-protection/audit?action=policies.purge").text


def test_the_log_is_narrowed_by_days(officer: FlaskClient):
    with clock.stopped(clock.now() - timedelta(days=40)), transaction() as session:
        audit(session, SYSTEM, "policies.purge", "plan:long-ago")
    today = clock.local_day().isoformat()

    page = officer.get(f"/data-protection/audit?since={today}").text

    assert "plan:long-ago" not in page


def test_a_date_that_is_none_is_explained_and_narrows_nothing(officer: FlaskClient):
    answer = officer.get("/data-protection/audit?since=tomorrow")

    assert answer.status_code == 200
    assert "error-summary" in answer.text


def test_a_long_log_is_paged_from_the_newest_on(officer: FlaskClient):
    with transaction() as session:
        for number in range(60):
            audit(session, SYSTEM, "policies.purge", f"plan:number-{number:02}")

    first = officer.get("/data-protection/audit").text
    second = officer.get("/data-protection/audit?before=12").text

    assert "plan:number-59" in first
    assert "plan:number-05" not in first
    assert "before=12" in first
    assert "plan:number-05" in second


def test_the_officer_checks_that_the_log_is_whole(officer: FlaskClient):
    officer.get("/data-protection/audit")

    page = officer.post(
        "/en/data-protection/audit/verify", headers={"Sec-Fetch-Site": "same-origin"}
    ).text

    assert "The log is whole" in page


@pytest.mark.parametrize("role", ["responder", "coordinator", "editor", "administrator"])
def test_only_the_officer_reads_the_log_and_purges(people: People, role: str):
    other = people.signed_in(people.worker(role))

    answers = [
        other.get("/data-protection/audit"),
        other.post("/data-protection/audit/verify", headers={"Sec-Fetch-Site": "same-origin"}),
        other.post("/data-protection/purge", headers={"Sec-Fetch-Site": "same-origin"}),
        other.post("/data-protection/purge/apply", headers={"Sec-Fetch-Site": "same-origin"}),
    ]

    assert {answer.status_code for answer in answers} == {403}


def test_a_stranger_is_asked_to_sign_in(client: FlaskClient, home: House):
    assert client.get("/data-protection").status_code in {302, 303, 401}


def test_every_page_speaks_swedish_and_english_too(officer: FlaskClient):
    assert "Dataskydd" in officer.get("/sv/data-protection").text
    assert "What is kept" in officer.get("/en/data-protection").text
