"""After a heavy duty: a worker's own page offers to write, to call and to rest (R48)."""

from datetime import UTC, datetime, timedelta

import pytest

from chat.models import Flag
from core import clock
from scheduling.states import DutyState
from tests.people_scheduling import HOUR, a_duty, a_responder, a_shift

NOW = datetime(2027, 1, 11, 18, tzinfo=UTC)
HERE = {"Sec-Fetch-Site": "same-origin"}
ASKED = "Miten voit vuoron jälkeen?"


@pytest.fixture(autouse=True)
def _an_evening():
    with clock.stopped(NOW):
        yield


@pytest.fixture
def line(people):
    return people.line()


@pytest.fixture
def aino(people, line, session):
    """Give Aino, who was worried for somebody on the duty that has just ended."""
    worker = a_responder(people, line)
    a_duty(people, worker, a_shift(people, line, starts_at=NOW - 3 * HOUR), DutyState.DONE)
    session.add(Flag(line_id=line.id, raised_by=worker.id, raised_at=NOW - 2 * HOUR))
    session.commit()
    return worker


def mine(people, worker):
    return people.signed_in(worker).get("/roster/mine").text


def test_a_worry_on_the_duty_is_asked_after_and_the_next_duty_may_be_given_away(people, line, aino):
    soon = a_duty(people, aino, a_shift(people, line, starts_at=NOW + 13 * HOUR))

    page = mine(people, aino).split(ASKED)[1].split("</section>")[0]

    assert f"/roster/duties/{soon.id}/cover" in page
    assert "/desk/notes" in page


def test_nobody_else_is_asked_and_nobody_after_a_light_duty(people, line, aino):
    bo = a_responder(people, line, "Bo Berg")
    beside = a_shift(people, line, starts_at=NOW - 3 * HOUR, lasts=3 * HOUR)
    a_duty(people, bo, beside, DutyState.DONE)

    assert ASKED not in mine(people, bo)


def test_it_goes_away_when_one_has_written_and_by_itself(people, aino):
    with clock.stopped(NOW + timedelta(days=4)):
        assert ASKED not in mine(people, aino)

    people.signed_in(aino).post("/desk/notes", data={"text": "Huh."}, headers=HERE)

    assert ASKED not in mine(people, aino)
