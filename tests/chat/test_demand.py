"""When people ask, who is there then, and how many may give up: from counts, as ranges."""

from datetime import UTC, datetime, timedelta

import pytest

from chat.actions.conversation import attempt
from chat.models import Count
from chat.queries.demand import demand, what_if
from chat.schemas.closing import Counted
from core import clock
from core.db import transaction
from organisation.models import Role
from tests.people_scheduling import HOUR, a_duty, a_responder, a_shift

THURSDAY = datetime(2027, 3, 18, 16, 30, tzinfo=UTC)  # 18:30 in Helsinki
EVENINGS = [{"weekday": 4, "opens": "18:00", "closes": "20:00"}]


@pytest.fixture(autouse=True)
def _a_thursday():
    with clock.stopped(THURSDAY):
        yield


@pytest.fixture
def line(people):
    return people.line(hours=EVENINGS, places_each=1)


def counted(people, line, detail, n):
    with people.home.database.session() as session:
        session.add(
            Count(
                day=clock.month_starts(clock.local_day()),
                line_id=line.id,
                what=Counted.ASKED_AT,
                detail=detail,
                n=n,
            )
        )
        session.commit()


def found(people, line):
    with people.home.database.session() as session:
        return demand(session, line)


def test_asking_is_counted_by_weekday_and_hour_open_or_not(people, line, session):
    with transaction() as writing:
        attempt(writing, line, "")

    (row,) = session.exec(Count.__table__.select().where(Count.what == Counted.ASKED_AT)).all()
    assert (row.detail, row.n) == ("4|18", 1)


def test_demand_stands_beside_hours_and_people(people, line):
    counted(people, line, "4|18", 60)
    counted(people, line, "4|19", 60)
    a_duty(people, a_responder(people, line), a_shift(people, line, starts_at=THURSDAY - HOUR / 2))

    evening = found(people, line).days[4][9]

    assert (evening.asked.n, evening.promised) == (120, 1.0)
    assert evening.people == 0.25
    assert evening.may_give_up.low <= evening.may_give_up.middle <= evening.may_give_up.high
    assert evening.needed > 1


def test_people_who_ask_while_nothing_is_promised_are_seen(people, line):
    counted(people, line, "4|18", 60)
    counted(people, line, "5|22", 40)

    assert found(people, line).days[5][11].is_missed


def test_a_small_count_is_protected_and_nothing_follows_from_it(people, line):
    counted(people, line, "4|18", 2)

    evening = found(people, line).days[4][9]

    assert evening.asked.is_hidden
    assert (evening.may_give_up, evening.needed) == (None, None)


def test_longer_hours_are_reckoned(people, line):
    counted(people, line, "5|16", 60)

    told = what_if(found(people, line), line, 5, 16, 2)

    assert (told.asked.n, told.hours_a_week, told.commitments) == (60, 4.0, 4.0)
    assert 0 < told.may_give_up.middle < 1


def test_the_coordinator_reads_it_and_asks_what_if(people, line):
    counted(people, line, "5|16", 60)
    kaisa = people.signed_in(people.worker(Role.COORDINATOR, lines=(line,), name="Kaisa Koski"))

    page = kaisa.get(f"/en/board/{line.slug}/demand?weekday=5&begins=16&people=2")

    assert page.status_code == 200
    assert "may give up" in page.text
    assert kaisa.get("/board/muualla/demand").status_code == 404


def test_a_shift_over_two_blocks_counts_in_both(people, line):
    counted(people, line, "4|18", 60)
    shift = a_shift(people, line, starts_at=THURSDAY + timedelta(minutes=30), lasts=2 * HOUR)
    a_duty(people, a_responder(people, line), shift)

    week = found(people, line).days[4]

    assert (week[9].people, week[10].people) == (0.125, 0.125)


def test_the_roster_s_board_shows_how_often_people_ask_on_one_line(people, line):
    people.line("toinen")
    counted(people, line, "4|18", 60)
    kaisa = people.signed_in(people.worker(Role.COORDINATOR, name="Kaisa Kallio"))

    assert "pyyntöjä 60" in kaisa.get(f"/roster/board?line={line.slug}").text
    assert "pyyntöjä" not in kaisa.get("/roster/board").text
