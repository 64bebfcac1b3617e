"""The coordinator's board: what is missing, nearest first, who could come, and the heat of the week."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from core import clock
from organisation.models import Role
from scheduling import actions
from scheduling.cover_states import NoticeKind
from scheduling.models import Notice
from scheduling.queries import board
from tests.people_scheduling import HOUR, a_responder, a_shift, claimed

HERE = {"Sec-Fetch-Site": "same-origin"}
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)  # ten in the morning in Helsinki
TUESDAYS = [{"weekday": 2, "opens": "18:00", "closes": "20:00"}]


@pytest.fixture(autouse=True)
def _monday_morning():
    with clock.stopped(MONDAY):
        yield


@pytest.fixture
def line(people):
    return people.line(hours=TUESDAYS)


@pytest.fixture
def kaisa(people):
    return people.worker(Role.COORDINATOR, name="Kaisa Kallio")


def seen(people, session, kaisa, line):
    return board(session, people.actor(kaisa), [line])


def test_what_is_missing_comes_nearest_first_with_how_many_could_come(people, line, kaisa, session):
    a_responder(people, line)
    busy = a_responder(people, line, "Bo Berg")
    later = a_shift(people, line, starts_at=MONDAY + timedelta(days=3), least=2)
    claimed(people.actor(busy), later)

    lacks = seen(people, session, kaisa, line).lacks

    assert [(one.shift_id, one.lacking, one.fit) for one in lacks[:2]] == [
        (None, 0, 0),  # Tuesday evening is promised, and there is no shift
        (later.id, 1, 1),
    ]


def test_those_who_could_come_are_asked_once(people, line, kaisa, session):
    aino = a_responder(people, line)
    shift = a_shift(people, line, starts_at=MONDAY + timedelta(days=3))
    at_desk = people.signed_in(kaisa)

    first, again = (
        at_desk.post(f"/roster/shifts/{shift.id}/ask", headers=HERE, follow_redirects=True).text
        for _ in range(2)
    )

    assert "1 työntekijältä kysyttiin." in first
    assert "Kaikilta sopivilta on jo kysytty." in again
    asked = session.exec(select(Notice.worker_id, Notice.kind)).all()
    assert asked == [(aino.id, NoticeKind.PROPOSED)]


def test_the_heat_tells_hours_that_are_held_of_those_that_are_wanted(people, line, kaisa, session):
    evening = a_shift(people, line, starts_at=MONDAY + 32 * HOUR, lasts=2 * HOUR, least=2)
    claimed(people.actor(a_responder(people, line)), evening)

    heat = seen(people, session, kaisa, line).heat

    # Four Tuesdays: two hours for two people once, and three evenings promised without a shift.
    assert {key: (one.held, one.wanted, one.level) for key, one in heat.items()} == {
        (2, 9): (2.0, 10.0, 0)
    }


def test_a_duty_that_looks_for_somebody_is_shown_with_who_is_responsible(people, line, kaisa):
    aino = people.actor(a_responder(people, line))
    duty = claimed(aino, a_shift(people, line, starts_at=MONDAY + timedelta(days=3)))
    with people.home.database.session() as session:
        actions.ask_for_cover(session, aino, duty.id)
        session.commit()

    page = people.signed_in(kaisa).get("/roster/board").text

    assert "Aino Alanko vastaa siitä, kunnes joku ottaa sen" in page


def test_the_board_is_the_coordinators(people, line):
    assert people.signed_in(a_responder(people, line)).get("/roster/board").status_code == 403
