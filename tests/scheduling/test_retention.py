"""What is purged from the roster, and when it counts as old."""

from datetime import timedelta

from sqlmodel import select

from core import clock
from policies.retention import tasks
from scheduling.models import Duty, Feed, Shift
from tests.people_scheduling import a_duty, a_responder, a_shift

YEAR = timedelta(days=365)


def purge(session, data_class, before):
    count = 0
    for task in tasks():
        if task.data_class == data_class:
            due = task.find(session, before)
            count += task.purge(session, [one.id for one in due])
    session.commit()
    return count


def test_a_duty_is_as_old_as_the_end_of_its_shift(people, session):
    line = people.line()
    worker = a_responder(people, line)
    shift = a_shift(people, line, starts_at=clock.now() - YEAR)
    a_duty(people, worker, shift)
    a_duty(people, worker, a_shift(people, line))

    assert purge(session, "scheduling.duty", shift.ends_at) == 0
    assert purge(session, "scheduling.duty", shift.ends_at + timedelta(seconds=1)) == 1
    assert len(session.exec(select(Duty)).all()) == 1


def test_a_shift_goes_only_after_its_duties(people, session):
    line = people.line()
    shift = a_shift(people, line, starts_at=clock.now() - YEAR)
    a_duty(people, a_responder(people, line), shift)

    assert purge(session, "scheduling.shift", clock.now()) == 0
    assert purge(session, "scheduling.duty", clock.now()) == 1
    assert purge(session, "scheduling.shift", clock.now()) == 1
    assert session.exec(select(Shift)).all() == []


def test_only_a_revoked_address_grows_old(people, session):
    worker = a_responder(people, people.line())
    session.add(Feed(worker_id=worker.id, token_hash="a", label="käytössä"))
    session.add(
        Feed(worker_id=worker.id, token_hash="b", label="vanha", revoked_at=clock.now() - YEAR)
    )
    session.commit()

    assert purge(session, "scheduling.feed", clock.now()) == 1
    assert session.exec(select(Feed.label)).all() == ["käytössä"]
