"""The same races on PostgreSQL, where two statements really do run at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from core import clock
from core.db import transaction
from core.identity import Actor, Kind
from scheduling import actions
from scheduling.errors import DutiesOverlap, ShiftFull, TimeTaken
from scheduling.models import Appointment, Duty
from scheduling.queries import offers, opening
from tests.people import People
from tests.people_appointments import a_type, is_free
from tests.people_scheduling import HOUR, a_responder, a_shift, on_duty

pytestmark = pytest.mark.postgres

RACERS = 40


@pytest.fixture
def people(on_postgres):
    return People(on_postgres)


def racer(people, line, number):
    worker = people.worker(lines=(line,), name=f"Nimi{number} Niminen")
    return Actor(kind=Kind.WORKER, id=worker.id, lines=frozenset({line.id}))


def tries(actor, shift):
    try:
        with transaction() as session:
            actions.claim(session, actor, shift.id)
    except (ShiftFull, DutiesOverlap):
        return False
    return True


def test_forty_who_race_for_two_places_end_as_two(people):
    line = people.line()
    shift = a_shift(people, line, greatest=2)
    racers = [racer(people, line, number) for number in range(RACERS)]

    with ThreadPoolExecutor(RACERS) as pool:
        won = list(pool.map(lambda actor: tries(actor, shift), racers))

    with people.home.database.session() as session:
        assert sorted(session.exec(select(Duty.seat_no)).all()) == [1, 2]
    assert sum(won) == 2


def test_one_who_asks_for_everything_at_once_is_in_one_place(people):
    line = people.line()
    begins = clock.now() + HOUR
    shifts = [a_shift(people, line, starts_at=begins + n * timedelta(minutes=5)) for n in range(12)]
    greedy = racer(people, line, 0)

    with ThreadPoolExecutor(len(shifts)) as pool:
        won = list(pool.map(lambda shift: tries(greedy, shift), shifts))

    assert sum(won) == 1


def takes(kind, at):
    try:
        with transaction() as session:
            actions.hold(session, kind, at)
    except TimeTaken:
        return False
    return True


def test_of_many_visitors_who_race_for_one_time_one_gets_it(people):
    line = people.line()
    aino = a_responder(people, line)
    is_free(people, aino, "12:00", "13:00")
    kind = a_type(people, line, aino)
    with people.home.database.session() as session:
        at = offers(session, kind)[0].starts_at

    with ThreadPoolExecutor(RACERS) as pool:
        won = list(pool.map(lambda _visitor: takes(kind, at), range(RACERS)))

    with people.home.database.session() as session:
        assert [one.starts_at for one in session.exec(select(Appointment)).all()] == [at]
    assert sum(won) == 1


def test_a_line_opens_by_who_is_there(people):
    line = people.line()
    on_duty(people, a_responder(people, line), line)

    with people.home.database.session() as session:
        assert opening(session, line).is_open
