"""Duty begins, ends, is forgotten, is missed."""

from datetime import timedelta

import pytest

from core import clock
from core.db import transaction
from core.events import listens
from scheduling import actions
from scheduling.actions.duties import GRACE
from scheduling.errors import DutyMoved, ShiftOver, TooEarly
from scheduling.events import DutyBegan, DutyEnded
from scheduling.models import Duty
from scheduling.queries import my_duty_now, opening
from scheduling.states import DutyState
from tests.people_scheduling import HOUR, a_duty, a_responder, a_shift, claimed, on_duty

MINUTE = timedelta(minutes=1)
told: list[object] = []


@listens(DutyBegan)
def _began(event):
    told.append(event)


@listens(DutyEnded)
def _ended(event):
    told.append(event)


@pytest.fixture
def line(people):
    told.clear()
    return people.line()


@pytest.fixture
def worker(people, line):
    return a_responder(people, line)


@pytest.fixture
def aino(people, worker):
    return people.actor(worker)


def checks_in(actor, duty):
    with transaction() as session:
        return actions.check_in(session, actor, duty.id)


def checks_out(actor, duty):
    with transaction() as session:
        return actions.check_out(session, actor, duty.id)


def settled():
    with transaction() as session:
        return actions.settle(session)


def state_of(session, duty):
    session.rollback()  # what others have committed since is seen from here on
    return session.get_one(Duty, duty.id).state


def test_a_duty_begins_and_ends_and_both_are_told(people, line, aino):
    duty = claimed(aino, a_shift(people, line))

    checks_in(aino, duty)
    checks_out(aino, duty)

    who = {"line_id": line.id, "worker_id": aino.id}
    assert told == [DutyBegan(**who), DutyEnded(**who)]


@pytest.mark.parametrize(
    ("before", "refused"), [(16, TooEarly), (15, None), (0, None), (-119, None), (-120, ShiftOver)]
)
def test_one_checks_in_from_a_quarter_before_until_the_end(people, line, aino, before, refused):
    starts = clock.now() + 3 * HOUR
    duty = claimed(aino, a_shift(people, line, starts_at=starts, lasts=2 * HOUR))

    with clock.stopped(starts - before * MINUTE):
        if refused is None:
            assert checks_in(aino, duty).state is DutyState.CHECKED_IN
        else:
            with pytest.raises(refused):
                checks_in(aino, duty)


def test_a_duty_begins_once(people, line, aino):
    duty = claimed(aino, a_shift(people, line))
    checks_in(aino, duty)

    with pytest.raises(DutyMoved):
        checks_in(aino, duty)


def test_every_move_counts_in_the_calendar(people, line, aino):
    duty = claimed(aino, a_shift(people, line))

    checks_in(aino, duty)
    ended = checks_out(aino, duty)

    assert ended.sequence == 2
    assert ended.uid == duty.uid
    assert ended.updated_at > duty.updated_at


def test_a_seat_left_early_is_free_for_somebody_else(people, line, aino):
    shift = a_shift(people, line, greatest=1)
    checks_out(aino, checks_in(aino, claimed(aino, shift)))

    later = people.actor(a_responder(people, line, "Bo Berg"))

    assert claimed(later, shift).seat_no == 1


def test_who_forgets_to_check_out_is_checked_out_after_the_grace(people, line, worker, session):
    duty = on_duty(people, worker, line)
    shift_ends = session.get_one(Duty, duty.id).checked_in_at + 2 * HOUR

    with clock.stopped(shift_ends + GRACE - MINUTE):
        assert settled() == 0
    with clock.stopped(shift_ends + GRACE):
        assert settled() == 1

    assert state_of(session, duty) is DutyState.DONE
    assert session.get_one(Duty, duty.id).checked_out_at == shift_ends
    assert told == [DutyEnded(line_id=line.id, worker_id=worker.id)]


def test_who_never_came_is_marked_when_the_shift_has_ended(people, line, worker, session):
    shift = a_shift(people, line)
    duty = a_duty(people, worker, shift)

    with clock.stopped(shift.ends_at - MINUTE):
        assert settled() == 0
    with clock.stopped(shift.ends_at):
        assert settled() == 1

    assert state_of(session, duty) is DutyState.MISSED


def test_settling_twice_changes_nothing_more(people, line, worker):
    shift = a_shift(people, line)
    a_duty(people, worker, shift)

    with clock.stopped(shift.ends_at):
        assert (settled(), settled()) == (1, 0)


def test_who_goes_on_to_the_next_shift_is_on_duty_without_a_break(people, line, worker, session):
    actor = people.actor(worker)
    first = on_duty(people, worker, line)
    ends = session.get_one(Duty, first.id).checked_in_at + 2 * HOUR
    second = claimed(actor, a_shift(people, line, starts_at=ends))

    with clock.stopped(ends - 10 * MINUTE):
        checks_in(actor, second)
        told.clear()
        checks_out(actor, first)
        session.rollback()
        assert opening(session, line).is_open

    assert told == []


def test_the_duty_bar_shows_what_runs_and_what_follows(people, line, worker, session):
    first = on_duty(people, worker, line)
    ends = session.get_one(Duty, first.id).checked_in_at + 2 * HOUR
    second = a_duty(people, worker, a_shift(people, line, starts_at=ends))

    session.rollback()
    assert my_duty_now(session, worker.id).following is None
    with clock.stopped(ends - 10 * MINUTE):
        shown = my_duty_now(session, worker.id)

    assert (shown.duty_id, shown.is_checked_in) == (first.id, True)
    assert shown.following.duty_id == second.id


def test_the_duty_bar_is_empty_for_who_has_none(people, line, worker, session):
    a_duty(people, worker, a_shift(people, line, starts_at=clock.now() + HOUR))

    assert my_duty_now(session, worker.id) is None


def test_calling_a_shift_off_ends_what_runs_and_cancels_what_comes(people, line, worker, session):
    running = on_duty(people, worker, line)
    shift = session.get_one(Duty, running.id).shift_id
    coming = a_duty(people, a_responder(people, line, "Bo Berg"), _shift(session, shift), seat_no=2)

    with transaction() as writing:
        actions.call_off(writing, _shift(writing, shift))

    assert state_of(session, running) is DutyState.DONE
    assert state_of(session, coming) is DutyState.CANCELLED
    assert told == [DutyEnded(line_id=line.id, worker_id=worker.id)]


def _shift(session, shift_id):
    from scheduling.models import Shift

    return session.get_one(Shift, shift_id)
