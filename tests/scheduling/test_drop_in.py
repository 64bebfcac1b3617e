"""A cancelled visit becomes duty at once, and the line opens for that while (R43)."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from core import clock
from core.db import transaction
from scheduling import actions
from scheduling.errors import DutiesOverlap, ImpossibleDropIn, NotOnTeam
from scheduling.queries import on_duty, opening
from scheduling.states import DutyState
from tests.people_chat import ORIGIN
from tests.people_scheduling import a_duty, a_responder, a_shift

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # 14.00 in Helsinki


def drops_in(worker, people, line, until):
    actor = people.actor(worker)
    with transaction() as session:
        return actions.drop_in(session, actor, line.id, until)


@pytest.fixture
def line(people):
    return people.line(hours=[])


@pytest.fixture
def aino(people, line):
    return a_responder(people, line)


def test_a_line_that_promises_nothing_is_open_while_somebody_has_dropped_in(
    session, people, line, aino
):
    with clock.stopped(NOON):
        drops_in(aino, people, line, "15:30")
        now = opening(session, line)
    with clock.stopped(NOON + timedelta(minutes=90)):
        after = opening(session, line)
        there = on_duty(session, line.id)

    assert now.is_open
    assert now.closes_at == NOON + timedelta(minutes=90)
    assert not after.is_open
    assert there == []


def test_a_free_while_may_go_past_midnight(session, people, line, aino):
    with clock.stopped(NOON + timedelta(hours=8)):  # 22.00
        drops_in(aino, people, line, "00:30")

        assert opening(session, line).closes_at == NOON + timedelta(hours=10, minutes=30)


@pytest.mark.parametrize("until", ["14:10", "18:01", "13:59", "14:00"])
def test_too_short_too_long_or_past_is_explained(people, line, aino, until):
    with clock.stopped(NOON), pytest.raises(ImpossibleDropIn):
        drops_in(aino, people, line, until)


def test_a_wall_time_that_the_spring_night_skips_is_no_end(people, line, aino):
    with clock.stopped(datetime(2027, 3, 28, 0, 0, tzinfo=UTC)), pytest.raises(ImpossibleDropIn):
        drops_in(aino, people, line, "03:30")


def test_who_has_a_duty_within_the_hour_cannot_be_in_two_places(people, line, aino):
    with clock.stopped(NOON):
        a_duty(people, aino, a_shift(people, line, starts_at=NOON + timedelta(hours=1)))

        with pytest.raises(DutiesOverlap):
            drops_in(aino, people, line, "15:30")


def test_only_the_lines_own_team_opens_it(people, line):
    stranger = a_responder(people, people.line("muu"))

    with clock.stopped(NOON), pytest.raises(NotOnTeam):
        drops_in(stranger, people, line, "15:30")


def test_it_ends_by_itself_when_nobody_checks_out(session, people, line, aino):
    with clock.stopped(NOON):
        duty = drops_in(aino, people, line, "15:30")
    with clock.stopped(NOON + timedelta(hours=3)), transaction() as settling:
        actions.settle(settling)

    session.expire_all()
    found = session.get_one(type(duty), duty.id)
    assert found.state is DutyState.DONE
    assert found.checked_out_at == NOON + timedelta(minutes=90)


def test_one_tap_on_ones_own_page_begins_the_duty(session, people, line, aino):
    browser = people.signed_in(aino)
    page = browser.get("/roster/mine").text
    end = re.search(r'name="until" value="(\d\d:\d\d)"', page)

    answer = browser.post(
        "/roster/drop-in",
        data={"line_id": str(line.id), "until": end[1], "back": "mine"},
        headers=ORIGIN,
    )

    assert answer.status_code == 303
    assert opening(session, line).is_open
    assert 'id="free"' not in browser.get("/roster/mine").text


@pytest.mark.parametrize(
    "form", [{}, {"line_id": "x", "until": "15:30"}, {"line_id": "", "until": "25:00"}]
)
def test_a_form_that_is_none_is_refused(people, aino, form):
    assert people.signed_in(aino).post(
        "/roster/drop-in", data=form, headers=ORIGIN
    ).status_code in {
        400,
        422,
    }
