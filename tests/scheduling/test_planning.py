"""A coordinator makes shifts by the wall clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from core import clock
from core.db import transaction
from scheduling import actions, demo
from scheduling.errors import ImpossibleShift, ImpossibleTime, ShiftExists
from scheduling.models import Duty, Shift
from scheduling.queries import my_duty_now
from scheduling.schemas import Plan
from tests.people_scheduling import HOUR, a_responder

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _new_year():
    with clock.stopped(NEW_YEAR):
        yield


@pytest.fixture
def line(people):
    return people.line()


def planned(line, **changes):
    wanted = {"day": date(2026, 3, 23), "begins": "15:00", "ends": "17:00", **changes}
    with transaction() as session:
        return actions.plan(session, Plan(line_id=line.id, **wanted))


def test_a_weekly_shift_keeps_its_wall_time_when_summer_time_begins(line):
    made = planned(line, weeks=2)

    assert [shift.starts_at for shift in made] == [
        datetime(2026, 3, 23, 13, tzinfo=UTC),
        datetime(2026, 3, 30, 12, tzinfo=UTC),
    ]


def test_a_weekly_shift_keeps_its_wall_time_when_summer_time_ends(line):
    made = planned(line, day=date(2026, 10, 19), weeks=2)

    assert [clock.local(shift.starts_at).hour for shift in made] == [15, 15]
    assert made[1].starts_at - made[0].starts_at == timedelta(days=7, hours=1)


@pytest.mark.parametrize(("day", "really"), [(date(2026, 3, 28), 7), (date(2026, 10, 24), 9)])
def test_a_night_shift_lasts_as_long_as_the_night_really_does(line, day, really):
    (shift,) = planned(line, day=day, begins="22:00", ends="06:00")

    assert shift.ends_at - shift.starts_at == really * HOUR


def test_a_time_that_the_night_skips_is_explained(line, session):
    with pytest.raises(ImpossibleTime):
        planned(line, day=date(2026, 3, 22), begins="03:30", ends="05:00", weeks=2)

    assert session.exec(select(Shift)).all() == []


def test_planning_again_makes_only_what_is_missing(line, session):
    planned(line, weeks=2)

    more = planned(line, weeks=3)

    assert [shift.starts_at.day for shift in more] == [6]
    assert len(session.exec(select(Shift)).all()) == 3


def test_planning_what_is_all_there_is_refused(line):
    planned(line)

    with pytest.raises(ShiftExists):
        planned(line)


@pytest.mark.parametrize(
    "changes",
    [
        {"day": date(2025, 12, 1)},
        {"begins": "08:00", "ends": "20:01"},
        {"least": 3, "greatest": 2},
        {"least": 0, "greatest": 0},
        {"greatest": 51},
        {"weeks": 0},
        {"weeks": 53},
        {"begins": "15:00", "ends": "15:00"},
    ],
    ids=["past", "too long", "least above", "no place", "too many", "no week", "years", "a day"],
)
def test_a_shift_that_cannot_be_is_refused(line, changes):
    with pytest.raises(ImpossibleShift):
        planned(line, **changes)


def test_the_demo_always_has_a_shift_now(people, line):
    aino, bo = a_responder(people, line), a_responder(people, line, "Bo Berg")

    seeded(line, aino, bo)
    with clock.stopped(NEW_YEAR + timedelta(days=1, hours=5)):
        seeded(line, aino, bo)
        with transaction() as session:
            now = my_duty_now(session, aino.id)

    assert now is not None
    assert now.ends_at > NEW_YEAR + timedelta(days=1, hours=7)


def test_seeding_the_demo_twice_adds_nothing(people, line, session):
    aino, bo = a_responder(people, line), a_responder(people, line, "Bo Berg")

    seeded(line, aino, bo)
    first = len(session.exec(select(Shift)).all()), len(session.exec(select(Duty)).all())
    session.rollback()
    seeded(line, aino, bo)

    assert first == (len(session.exec(select(Shift)).all()), len(session.exec(select(Duty)).all()))


def seeded(line, *workers):
    ids = [worker.id for worker in workers]
    with transaction() as session:
        demo.seed(session, [line], now_on=line, now_for=ids, teams={line.id: ids}, weeks=1)
