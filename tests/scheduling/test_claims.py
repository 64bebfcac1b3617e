"""Who gets which place."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from core import clock
from core.db import transaction
from core.identity import Actor, Kind
from organisation.events import WorkerChanged
from organisation.models import Worker
from scheduling import actions
from scheduling.errors import (
    AlreadyBegun,
    AlreadyYours,
    DutiesOverlap,
    NoSuchDuty,
    NotOnTeam,
    ShiftFull,
    ShiftOver,
)
from scheduling.listeners import stand_down_who_left
from scheduling.models import LIVE_SQL, Duty, Feed
from scheduling.states import ALLOWED, LIVE, DutyState
from tests.people_scheduling import HOUR, a_duty, a_responder, a_shift, claimed, on_duty

RACERS = 40
PLACES = 2


@pytest.fixture
def line(people):
    return people.line()


@pytest.fixture
def aino(people, line):
    return people.actor(a_responder(people, line))


@pytest.fixture
def bo(people, line):
    return people.actor(a_responder(people, line, "Bo Berg"))


def test_a_responder_takes_the_lowest_free_place(people, line, aino, bo):
    shift = a_shift(people, line, starts_at=clock.now() + HOUR)

    assert claimed(aino, shift).seat_no == 1
    assert claimed(bo, shift).seat_no == 2


def test_a_place_given_back_is_the_next_one_taken(people, line, aino, bo):
    shift = a_shift(people, line, starts_at=clock.now() + HOUR, greatest=2)
    first = claimed(aino, shift)
    claimed(bo, shift)

    with transaction() as session:
        actions.release(session, aino, first.id)

    assert claimed(aino, shift).seat_no == 1


def test_a_full_shift_says_so(people, line, aino, bo):
    shift = a_shift(people, line, greatest=1)
    claimed(aino, shift)

    with pytest.raises(ShiftFull):
        claimed(bo, shift)


def test_nobody_takes_two_places_on_one_shift(people, line, aino):
    shift = a_shift(people, line)
    claimed(aino, shift)

    with pytest.raises(AlreadyYours):
        claimed(aino, shift)


def test_nobody_is_in_two_places_at_once(people, line, aino):
    begins = clock.now() + HOUR
    claimed(aino, a_shift(people, line, starts_at=begins))

    with pytest.raises(DutiesOverlap):
        claimed(aino, a_shift(people, line, starts_at=begins + HOUR))


def test_back_to_back_is_no_overlap(people, line, aino):
    begins = clock.now() + HOUR
    claimed(aino, a_shift(people, line, starts_at=begins, lasts=HOUR))

    assert claimed(aino, a_shift(people, line, starts_at=begins + HOUR, lasts=HOUR))


def test_only_the_team_takes_a_line_s_shifts(people, line, aino):
    elsewhere = a_shift(people, people.line("toinen"))

    with pytest.raises(NotOnTeam):
        claimed(aino, elsewhere)


def test_a_shift_that_is_over_or_called_off_is_not_taken(people, line, aino):
    over = a_shift(people, line, starts_at=clock.now() - 3 * HOUR)
    off = a_shift(people, line, starts_at=clock.now() + HOUR)
    with transaction() as session:
        actions.call_off(session, session.get_one(type(off), off.id))

    with pytest.raises(ShiftOver):
        claimed(aino, over)
    with pytest.raises(ShiftOver):
        claimed(aino, off)


def test_a_place_is_given_back_before_the_shift_begins_and_not_after(people, line, aino):
    duty = claimed(aino, a_shift(people, line))

    with pytest.raises(AlreadyBegun), transaction() as session:
        actions.release(session, aino, duty.id)


def test_somebody_else_s_duty_looks_like_none(people, line, aino, bo):
    duty = claimed(aino, a_shift(people, line, starts_at=clock.now() + HOUR))

    with pytest.raises(NoSuchDuty), transaction() as session:
        actions.release(session, bo, duty.id)


def test_the_database_itself_gives_a_seat_to_one_only(people, line, aino, bo):
    shift = a_shift(people, line)
    claimed(aino, shift)

    with pytest.raises(IntegrityError), transaction() as session:
        session.add(Duty(shift_id=shift.id, worker_id=bo.id, seat_no=1))


def test_the_indexes_know_the_live_states():
    assert all(f"'{state}'" in str(LIVE_SQL) for state in LIVE)
    assert str(LIVE_SQL).count("'") == 2 * len(LIVE)


def test_every_state_has_its_row_in_the_table_of_what_may_follow():
    assert set(ALLOWED) == set(DutyState)


def test_forty_who_race_for_two_places_end_as_two(people, line, session):
    shift = a_shift(people, line, greatest=PLACES)
    racers = [racer(people, line, number) for number in range(RACERS)]

    with ThreadPoolExecutor(RACERS) as pool:
        won = list(pool.map(lambda actor: tries(actor, shift.id), racers))

    seats = session.exec(select(Duty.seat_no).where(Duty.shift_id == shift.id)).all()
    assert sorted(seats) == [1, 2]
    assert sum(won) == PLACES


def test_one_who_asks_for_everything_at_once_is_in_one_place(people, line, session):
    begins = clock.now() + HOUR
    shifts = [a_shift(people, line, starts_at=begins + n * timedelta(minutes=5)) for n in range(12)]
    greedy = racer(people, line, 0)

    with ThreadPoolExecutor(len(shifts)) as pool:
        won = list(pool.map(lambda shift: tries(greedy, shift.id), shifts))

    assert sum(won) == 1
    assert len(session.exec(select(Duty)).all()) == 1


def racer(people, line, number: int) -> Actor:
    worker = people.worker(lines=(line,), name=f"Nimi{number} Niminen")
    return Actor(kind=Kind.WORKER, id=worker.id, lines=frozenset({line.id}))


def tries(actor: Actor, shift_id: UUID) -> bool:
    try:
        with transaction() as session:
            actions.claim(session, actor, shift_id)
    except (ShiftFull, DutiesOverlap):
        return False
    return True


def test_who_leaves_gives_back_what_they_had_taken(people, line, session):
    leaver = a_responder(people, line)
    coming = a_duty(people, leaver, a_shift(people, line, starts_at=clock.now() + HOUR))
    running = on_duty(people, leaver, line)
    session.add(Feed(worker_id=leaver.id, token_hash="a", label="Puhelin"))
    session.get_one(Worker, leaver.id).is_active = False
    session.commit()

    stand_down_who_left(WorkerChanged(worker_id=leaver.id))

    session.rollback()
    assert session.get_one(Duty, coming.id).state is DutyState.CANCELLED
    assert session.get_one(Duty, running.id).state is DutyState.DONE
    assert session.exec(select(Feed)).all() == []


def test_who_stays_keeps_their_places(people, line, session):
    stays = a_responder(people, line)
    coming = a_duty(people, stays, a_shift(people, line, starts_at=clock.now() + HOUR))

    stand_down_who_left(WorkerChanged(worker_id=stays.id))

    session.rollback()
    assert session.get_one(Duty, coming.id).state is DutyState.CLAIMED
