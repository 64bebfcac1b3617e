"""The officer holds back a purge and ends it; a second person lets a stopped one go on."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from core import clock
from core.identity import SYSTEM
from policies.models import Agreement, Hold
from policies.purge import apply_due
from tests.people import People
from tests.people_policies import conversation, with_words

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def officer(people: People) -> FlaskClient:
    return people.signed_in(people.worker("data_protection_officer", name="Tuula Toivonen"))


@pytest.fixture
def administrator(people: People) -> FlaskClient:
    return people.signed_in(people.worker("administrator"))


def lays(browser: FlaskClient, **form: str):
    last_day = (clock.local_day() + timedelta(days=10)).isoformat()
    given = {"of_class": "chat.body", "reason": "Poliisi pyysi 3.11.", "last_day": last_day, **form}
    return browser.post("/en/data-protection/holds", data=given, headers=OURS)


def many_old_words(people: People) -> None:
    line = people.line()
    for _ in range(25):
        conversation(line.id, clock.now() - timedelta(days=40))


def test_a_hold_is_laid_and_listed_with_owner_reason_and_last_day(
    officer: FlaskClient, session: Session
):
    answer = lays(officer)

    page = officer.get("/en/data-protection/holds").text
    assert answer.status_code == 303
    assert "Poliisi pyysi 3.11." in page
    assert "Tuula Toivonen" in page
    assert session.exec(select(Hold)).one().of_class == "chat.body"


def test_what_is_held_stays_and_the_board_says_how_much(officer: FlaskClient, people: People):
    one = conversation(people.line().id, clock.now() - timedelta(days=8))
    lays(officer)
    apply_due(SYSTEM)

    page = officer.get("/en/data-protection").text

    assert one in with_words()
    assert "1 more on hold" in page


def test_a_hold_that_lasts_too_long_is_refused_and_the_form_keeps_what_was_written(
    officer: FlaskClient,
):
    answer = lays(officer, last_day=(clock.local_day() + timedelta(days=60)).isoformat())

    assert answer.status_code == 422
    assert "no later than the policy allows" in answer.text
    assert "Poliisi pyysi 3.11." in answer.text


def test_a_hold_without_a_reason_is_refused(officer: FlaskClient, session: Session):
    answer = lays(officer, reason="")

    assert answer.status_code == 422
    assert session.exec(select(Hold)).all() == []


def test_a_hold_is_ended_on_the_page(officer: FlaskClient, session: Session):
    lays(officer)
    hold = session.exec(select(Hold)).one()

    officer.post(f"/data-protection/holds/{hold.id}/end", headers=OURS)

    assert "Nothing is held back" in officer.get("/en/data-protection/holds").text


@pytest.mark.parametrize("role", ["responder", "coordinator", "editor", "administrator"])
def test_only_the_officer_holds_back(people: People, role: str):
    other = people.signed_in(people.worker(role))

    assert {other.get("/data-protection/holds").status_code, lays(other).status_code} == {403}


def test_the_board_says_how_much_is_overdue_and_when_that_was_checked(officer: FlaskClient):
    before = officer.get("/data-protection").text
    apply_due(SYSTEM)

    page = officer.get("/data-protection").text

    assert "ei poistoa vielä" in status(before) or "no purge has run yet" in status(before)
    assert re.search(r" 0, \w+ \d{1,2}\.\d\d$", status(page)), status(page)


def status(page: str) -> str:
    found = re.search(r'<p class="status" id="status">(.*?)</p>', page, re.DOTALL)
    assert found
    return found[1].strip()


def test_the_board_and_the_plan_tell_of_the_brake(officer: FlaskClient, people: People):
    many_old_words(people)

    board = officer.get("/en/data-protection").text
    plan = officer.post("/en/data-protection/purge", headers=OURS).text

    assert "25 of 25 would go at once" in board
    assert "A second person has to agree first" in plan


def test_two_people_let_a_stopped_purge_go_on(
    officer: FlaskClient, administrator: FlaskClient, people: People, session: Session
):
    many_old_words(people)
    plan = officer.post("/data-protection/purge", headers=OURS).text
    plan_hash = plan.split('name="plan_hash" value="')[1][:64]
    apply = {"data": {"plan_hash": plan_hash}, "headers": OURS}
    alone = officer.post("/data-protection/purge/apply", **apply)

    said = administrator.post(
        "/data-protection/brake", data={"reason": "vanhaa tuontia"}, headers=OURS
    )
    together = officer.post("/data-protection/purge/apply", **apply)

    assert (alone.status_code, said.status_code, together.status_code) == (409, 303, 303)
    assert session.exec(select(Agreement)).one().reason == "vanhaa tuontia"
    assert not with_words()


def test_the_second_person_sees_what_is_stopped_and_whether_they_agreed(
    administrator: FlaskClient, people: People
):
    many_old_words(people)

    before = administrator.get("/en/data-protection/brake").text
    administrator.post("/data-protection/brake", data={"reason": "old import"}, headers=OURS)
    after = administrator.get("/en/data-protection/brake").text

    assert "chat.body" in before
    assert "I agree that this is purged" in before
    assert "You have agreed" in after
    assert "I agree that this is purged" not in after


def test_agreeing_without_a_reason_is_refused(
    administrator: FlaskClient, people: People, session: Session
):
    many_old_words(people)

    answer = administrator.post("/data-protection/brake", data={}, headers=OURS)

    assert answer.status_code == 422
    assert session.exec(select(Agreement)).all() == []


def test_where_nothing_is_stopped_there_is_nothing_to_agree_to(administrator: FlaskClient):
    page = administrator.get("/en/data-protection/brake").text
    answer = administrator.post("/data-protection/brake", data={"reason": "x"}, headers=OURS)

    assert "No purge is waiting" in page
    assert answer.status_code == 409
