"""The officer sees how often visitors used their rights, and keeps a register without names."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from core import clock
from core.identity import SYSTEM
from policies.errors import NoSuchRequest, NotThatDay, TooLateToExtend
from policies.models import AuditEntry, DataRequest, OwnDeedCount
from policies.purge import apply_due
from policies.request_kinds import Answered, Asks, Extended, OwnDeed, Way
from policies.requests import (
    answer_by,
    count_own_deed,
    done_requests,
    extend_request,
    finish_request,
    open_requests,
    own_deeds,
    register_request,
)
from tests.people import People

OURS = {"Sec-Fetch-Site": "same-origin"}
PAGE = "/en/data-protection/requests"


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=UTC)


def asked(session: Session, day: str) -> DataRequest:
    made = register_request(
        session, SYSTEM, asks=Asks.ACCESS, way=Way.LETTER, received_on=date.fromisoformat(day)
    )
    session.flush()
    return made


@pytest.fixture
def officer(people: People) -> FlaskClient:
    return people.signed_in(people.worker("data_protection_officer", name="Tuula Toivonen"))


@pytest.mark.parametrize(
    ("received", "by", "extended_by"),
    [
        ("2026-03-10", "2026-04-10", "2026-06-10"),
        ("2026-01-31", "2026-02-28", "2026-04-30"),
        ("2026-12-15", "2027-01-15", "2027-03-15"),
    ],
)
def test_the_law_gives_a_month_of_the_calendar_and_two_more(
    session: Session, received: str, by: str, extended_by: str
):
    with clock.stopped(at(received)):
        one = asked(session, received)

        assert answer_by(one) == date.fromisoformat(by)
        extend_request(session, SYSTEM, one.number, Extended.COMPLEX)

    assert answer_by(one) == date.fromisoformat(extended_by)


def test_more_time_is_taken_once_and_within_the_first_month(session: Session):
    with clock.stopped(at("2026-03-10")):
        early, late = asked(session, "2026-03-10"), asked(session, "2026-02-09")
        extend_request(session, SYSTEM, early.number, Extended.MANY)

        with pytest.raises(TooLateToExtend):
            extend_request(session, SYSTEM, early.number, Extended.MANY)
        with pytest.raises(TooLateToExtend):
            extend_request(session, SYSTEM, late.number, Extended.COMPLEX)


def test_what_is_due_first_stands_first(session: Session):
    with clock.stopped(at("2026-03-10")):
        later, overdue = asked(session, "2026-03-09"), asked(session, "2026-02-01")

        assert open_requests(session) == [overdue, later]


def test_an_answered_request_waits_no_longer_and_cannot_be_answered_again(session: Session):
    with clock.stopped(at("2026-03-10")):
        one = asked(session, "2026-03-01")
        finish_request(
            session, SYSTEM, one.number, outcome=Answered.NOT_FOUND, done_on=date(2026, 3, 9)
        )

        assert open_requests(session) == []
        assert done_requests(session) == [one]
        with pytest.raises(NoSuchRequest):
            finish_request(
                session, SYSTEM, one.number, outcome=Answered.REFUSED, done_on=date(2026, 3, 10)
            )


def test_no_day_is_noted_that_has_not_come_or_lies_before_the_request(session: Session):
    with clock.stopped(at("2026-03-10")):
        one = asked(session, "2026-03-05")

        with pytest.raises(NotThatDay):
            asked(session, "2026-03-11")
        for day in (date(2026, 3, 4), date(2026, 3, 11)):
            with pytest.raises(NotThatDay):
                finish_request(session, SYSTEM, one.number, outcome=Answered.FULFILLED, done_on=day)


def test_every_step_is_in_the_log_by_number(session: Session):
    with clock.stopped(at("2026-03-10")):
        one = asked(session, "2026-03-05")
        extend_request(session, SYSTEM, one.number, Extended.COMPLEX)
        finish_request(
            session, SYSTEM, one.number, outcome=Answered.FULFILLED, done_on=date(2026, 3, 10)
        )

    told = select(AuditEntry).where(AuditEntry.resource == f"data_request:{one.number}")
    assert [entry.reason for entry in session.exec(told.order_by(AuditEntry.seq)).all()] == [
        "received 2026-03-05: access, letter",
        "extended: complex",
        "answered 2026-03-10: fulfilled",
    ]


def test_a_request_is_forgotten_two_years_after_its_answer_and_one_that_waits_never(
    session: Session,
):
    long_ago = clock.now() - timedelta(days=3 * 366)
    with clock.stopped(long_ago):
        day = clock.local_day()
        done, waiting = asked(session, str(day)), asked(session, str(day))
        finish_request(session, SYSTEM, done.number, outcome=Answered.FULFILLED, done_on=day)
        session.commit()

    apply_due(SYSTEM)

    session.expire_all()
    assert session.exec(select(DataRequest.number)).all() == [waiting.number]


def test_of_a_month_that_is_over_small_figures_are_hidden(session: Session):
    with clock.stopped(at("2026-03-10")):
        for _ in range(20):
            count_own_deed(session, OwnDeed.SEEN)
        for _ in range(2):
            count_own_deed(session, OwnDeed.ERASED)

    with clock.stopped(at("2026-04-01")):
        [month] = own_deeds(session)

    assert month.starts == date(2026, 3, 1)
    assert month.deeds[OwnDeed.ERASED].is_hidden
    assert sum(one.is_hidden for one in [*month.deeds.values(), month.total]) > 1


def test_the_month_that_runs_is_not_told_and_the_old_are_over_after_a_year(session: Session):
    for day in ("2025-02-10", "2025-03-10", "2026-03-09"):
        with clock.stopped(at(day)):
            for _ in range(30):
                count_own_deed(session, OwnDeed.TAKEN)

    with clock.stopped(at("2026-03-10")):
        months = own_deeds(session)

    assert [one.starts for one in months] == [date(2025, 3, 1)]
    assert str(months[0].deeds[OwnDeed.TAKEN]) == "30"


def test_the_officer_registers_extends_and_answers_on_the_page(
    officer: FlaskClient, session: Session
):
    today = clock.local_day().isoformat()
    new = {"new-asks": "erasure", "new-way": "email", "new-received_on": today}

    officer.post(PAGE, data=new, headers=OURS)
    number = session.exec(select(DataRequest)).one().number
    more = {"more-number": number, "more-ground": "many"}
    officer.post(f"{PAGE}/extend", data=more, headers=OURS)
    waiting = officer.get(PAGE).text
    done = {"done-number": number, "done-outcome": "partly", "done-done_on": today}
    officer.post(f"{PAGE}/done", data=done, headers=OURS)
    answered = officer.get(PAGE).text

    assert "There are many requests" in waiting
    assert "No request waits" in answered
    assert str(number) in answered


def test_what_is_overdue_is_said_so(officer: FlaskClient):
    given = {"new-asks": "access", "new-way": "desk", "new-received_on": "2026-01-05"}

    officer.post(PAGE, data=given, headers=OURS)

    assert "Overdue" in officer.get(PAGE).text


def test_what_was_filled_in_wrongly_is_said_and_changes_nothing(
    officer: FlaskClient, session: Session
):
    someday = {"new-asks": "access", "new-way": "desk", "new-received_on": "2999-01-05"}
    nobodys = {"done-number": "1", "done-outcome": "partly", "done-done_on": "2026-01-05"}

    assert officer.post(PAGE, data=someday, headers=OURS).status_code == 422
    assert officer.post(f"{PAGE}/done", data=nobodys, headers=OURS).status_code == 422
    assert session.exec(select(DataRequest)).all() == []


def test_nobody_but_the_officer_sees_the_register(people: People, client: FlaskClient):
    for role in ("administrator", "coordinator", "responder"):
        assert people.signed_in(people.worker(role)).get(PAGE).status_code == 403
    assert client.get(PAGE).status_code in {302, 303, 401}


def test_a_count_holds_a_day_a_word_and_a_number(session: Session):
    count_own_deed(session, OwnDeed.SEEN)
    count_own_deed(session, OwnDeed.SEEN)

    [row] = session.exec(select(OwnDeedCount)).all()

    assert row.model_dump(exclude={"id"}) == {
        "day": clock.local_day(),
        "deed": OwnDeed.SEEN,
        "n": 2,
    }
