"""What a worker has promised, what came of it, and who sees what of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from core import clock
from core.db import transaction
from organisation.models import Role
from scheduling import actions, queries
from scheduling.errors import ImpossibleEntry, NoSuchEntry
from scheduling.jobs.ledger import keep_ledger
from scheduling.ledger import EntryKind, carried, minutes_between, period_of
from scheduling.models import Commitment, Entry
from scheduling.states import DutyState
from tests.people_scheduling import HOUR, a_duty, a_responder, a_shift, claimed

NOW = datetime(2027, 1, 4, 8, tzinfo=UTC)
FIRST = date(2027, 1, 4)
FORTNIGHT = timedelta(days=14)


@pytest.fixture(autouse=True)
def _a_monday():
    with clock.stopped(NOW):
        yield


@pytest.fixture
def line(people):
    return people.line()


@pytest.fixture
def aino(people, line):
    return people.actor(a_responder(people, line))


def committed(aino, line, minutes=120):
    with transaction() as session:
        actions.commit_worker(
            session, aino.id, line.organisation_id, minutes=minutes, since=clock.local_day()
        )


def served(aino, duty, hours):
    begins = clock.now()
    with transaction() as session:
        actions.check_in(session, aino, duty.id)
    with clock.stopped(begins + hours * HOUR), transaction() as session:
        actions.check_out(session, aino, duty.id)


def entries(session, kind=None):
    session.rollback()
    found = select(Entry).order_by(Entry.on_day, Entry.kind)
    return session.exec(found if kind is None else found.where(Entry.kind == kind)).all()


def test_periods_are_the_same_days_for_all():
    assert period_of(date(2027, 1, 17), 14).first_on == FIRST
    assert period_of(date(2027, 1, 18), 14).first_on == FIRST + FORTNIGHT


def test_hours_are_counted_in_utc_over_the_change_of_the_clock():
    begins = datetime(2027, 3, 28, 2, 30, tzinfo=clock.HELSINKI)
    ends = datetime(2027, 3, 28, 4, 30, tzinfo=clock.HELSINKI)

    assert minutes_between(begins.astimezone(UTC), ends.astimezone(UTC)) == 60


def test_what_is_carried_over_has_a_limit_both_ways():
    assert [carried(one, 240) for one in (-500, -30, 0, 500)] == [-240, -30, 0, 240]


def test_what_is_due_is_entered_once_a_period(aino, line, session):
    committed(aino, line)

    keep_ledger()
    keep_ledger()

    (due,) = entries(session, EntryKind.DUE)
    assert (due.minutes, due.period_on) == (-120, FIRST)


def test_what_is_left_over_goes_on_into_the_next_period(aino, line, session):
    committed(aino, line)
    keep_ledger()

    with clock.stopped(NOW + FORTNIGHT):
        keep_ledger()

    (over,) = entries(session, EntryKind.CARRIED)
    assert (over.minutes, over.period_on) == (-120, FIRST + FORTNIGHT)


def test_nothing_is_due_while_somebody_is_exempt(aino, line, session):
    committed(aino, line)
    with transaction() as writing:
        found = writing.get_one(Commitment, aino.id)
        actions.exempt(writing, found, FIRST, FIRST + FORTNIGHT)

    keep_ledger()

    assert entries(session) == []


def test_a_duty_counts_from_check_in_to_check_out(people, aino, line, session):
    duty = claimed(aino, a_shift(people, line, starts_at=NOW, lasts=2 * HOUR))

    served(aino, duty, 1.5)
    keep_ledger()

    (done,) = entries(session)
    assert (done.kind, done.minutes, done.line_id) == (EntryKind.DONE, 90, line.id)


def test_a_drop_in_is_entered_as_one(aino, line, session):
    with transaction() as writing:
        duty = actions.drop_in(writing, aino, line.id, "11:00")
    with clock.stopped(NOW + HOUR), transaction() as writing:
        actions.check_out(writing, aino, duty.id)

    (done,) = entries(session)
    assert (done.kind, done.minutes) == (EntryKind.DROP_IN, 60)


def test_who_never_came_has_no_minutes(people, aino, line, session):
    claimed(aino, a_shift(people, line, starts_at=NOW, lasts=HOUR))

    with clock.stopped(NOW + 2 * HOUR), transaction() as writing:
        actions.settle(writing)

    (missed,) = entries(session)
    assert (missed.kind, missed.minutes) == (EntryKind.MISSED, 0)


def test_a_duty_given_to_a_partner_is_entered_with_its_conversations(aino, session):
    with transaction() as writing:
        actions.enter_partner_duty(
            writing,
            aino,
            partner="Sekasin-chat",
            day=FIRST - timedelta(days=3),
            minutes=120,
            conversations=3,
        )

    (given,) = entries(session)
    assert (given.kind, given.minutes, given.conversations) == (EntryKind.PARTNER, 120, 3)
    assert given.period_on == FIRST - FORTNIGHT


@pytest.mark.parametrize(
    "changes",
    [
        {"partner": "Joku muu"},
        {"day": FIRST + timedelta(days=1)},
        {"day": FIRST - timedelta(days=90)},
        {"minutes": 0},
        {"conversations": -1},
    ],
    ids=["unknown", "to come", "long ago", "no time", "below nothing"],
)
def test_a_partner_s_duty_that_cannot_be_is_refused(aino, changes):
    given = {
        "partner": "Sekasin-chat",
        "day": FIRST,
        "minutes": 60,
        "conversations": 0,
        **changes,
    }

    with pytest.raises(ImpossibleEntry), transaction() as session:
        actions.enter_partner_duty(session, aino, **given)


def test_a_worker_disputes_their_own_entry_and_the_answer_is_a_line_of_its_own(
    people, aino, line, session
):
    duty = claimed(aino, a_shift(people, line, starts_at=NOW, lasts=2 * HOUR))
    served(aino, duty, 1)
    entry_id = entries(session)[0].id
    with transaction() as writing:
        actions.dispute(writing, aino, entry_id, "Olin paikalla kaksi tuntia.")

    with transaction() as writing:
        found = queries.disputed_entry(writing, line.organisation_id, entry_id)
        actions.settle_dispute(writing, found, minutes=120)

    first, answer = sorted(entries(session), key=lambda one: one.kind is EntryKind.CORRECTION)
    assert (first.minutes, first.disputed_at) == (60, None)
    assert (answer.kind, answer.minutes) == (EntryKind.CORRECTION, 60)


def test_somebody_else_s_entry_looks_like_none(people, aino, line, session):
    bo = people.actor(a_responder(people, line, "Bo Berg"))
    duty = claimed(aino, a_shift(people, line, starts_at=NOW, lasts=2 * HOUR))
    served(aino, duty, 1)
    entry_id = entries(session)[0].id

    with pytest.raises(NoSuchEntry), transaction() as writing:
        actions.dispute(writing, bo, entry_id, "Väärin")


def test_coverage_says_how_much_is_taken_and_no_names(people, aino, line, session):
    shift = a_shift(people, line, starts_at=NOW + 24 * HOUR, lasts=2 * HOUR, least=2)
    claimed(aino, shift)

    (week, after) = queries.coverage(session, [line.id], FIRST, 2)[line.id]

    assert (week.needed, week.taken, week.kept, week.share) == (240, 120, 0, 0.5)
    assert after.share == 1.0


def test_hours_of_a_month_are_summed_by_line(people, aino, line, session):
    worker = a_responder(people, line, "Bo Berg")
    for begins in (NOW - 26 * HOUR, NOW - 50 * HOUR):
        shift = a_shift(people, line, starts_at=begins, lasts=2 * HOUR)
        a_duty(people, worker, shift, DutyState.DONE)
    keep_ledger()

    (hours,) = queries.hours_of_month(session, line.organisation_id, date(2027, 1, 1))

    assert (hours.line_id, hours.minutes) == (line.id, 240)


def test_each_sees_their_own_hours_and_the_coordinator_coverage(people, line):
    kaisa = people.signed_in(people.worker(Role.COORDINATOR, name="Kaisa Koski"))
    worker = a_responder(people, line)
    a_duty(people, worker, a_shift(people, line, starts_at=NOW - 3 * HOUR), DutyState.DONE)
    keep_ledger()

    saved = kaisa.post(
        "/roster/coverage/commitments",
        data={"worker_id": str(worker.id), "minutes": "120"},
        headers={"Origin": "http://localhost"},
    )
    own, board = people.signed_in(worker).get("/roster/ledger"), kaisa.get("/roster/coverage")

    assert saved.status_code == 303
    assert "2 h" in own.text
    assert board.status_code == 200
    assert people.signed_in(worker).get("/roster/coverage").status_code == 403
