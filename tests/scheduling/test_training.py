"""Training before the first duty, and meetings that go with the work."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from core import clock
from core.db import transaction
from organisation.models import Role, Worker
from scheduling import actions, queries
from scheduling.errors import ImpossibleTraining, NotTrained
from scheduling.jobs.training import remind_of_supervision
from scheduling.ledger import EntryKind
from scheduling.models import Course, Entry, Meeting
from scheduling.states import DutyState
from scheduling.training import MeetingKind, lasts_until
from tests.people_scheduling import HOUR, a_duty, a_responder, a_shift, claimed

NOW = datetime(2027, 1, 11, 8, tzinfo=UTC)
TODAY = date(2027, 1, 11)


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


def a_course(line, **changes):
    asked = {"name": "Päivystäjän koulutus", "minutes": 480, "valid_months": 12, "line_id": line.id}
    with transaction() as session:
        return actions.add_course(session, line.organisation_id, **{**asked, **changes}).id


def studied(course, aino, minutes, day=TODAY, evidence="Todistus"):
    with transaction() as session:
        found = session.get_one(Course, course)
        told = actions.Studies(day=day, minutes=minutes, evidence=evidence)
        return actions.note_studied(session, found, aino.id, told)


def a_meeting(line, begins=NOW + HOUR, kind=MeetingKind.SUPERVISION):
    with transaction() as session:
        return actions.call_meeting(
            session, line.organisation_id, kind, starts_at=begins, ends_at=begins + HOUR, place=""
        ).id


def was_there(aino, meeting):
    with transaction() as session:
        found = session.get_one(Meeting, meeting)
        actions.join_meeting(session, aino, found)
        session.flush()
        actions.note_attendance(session, found, aino.id, was_there=True)


def test_without_a_course_nobody_is_held_back(people, line, aino):
    assert claimed(aino, a_shift(people, line, starts_at=NOW + HOUR))


def test_eight_hours_open_the_gate_and_less_do_not(people, line, aino):
    course = a_course(line)
    shift = a_shift(people, line, starts_at=NOW + 24 * HOUR)

    assert not studied(course, aino, 300)
    with pytest.raises(NotTrained):
        claimed(aino, shift)
    assert studied(course, aino, 180)
    assert claimed(aino, shift)


def test_a_course_of_one_line_holds_nobody_back_on_another(people, line):
    other = people.line("toinen")
    a_course(line)
    aino = people.actor(people.worker(Role.RESPONDER, lines=(line, other)))

    assert claimed(aino, a_shift(people, other, starts_at=NOW + HOUR))


def test_what_was_learnt_runs_out_before_the_shift(people, line, aino):
    course = a_course(line, valid_months=1)
    studied(course, aino, 480)

    assert claimed(aino, a_shift(people, line, starts_at=NOW + timedelta(days=30)))
    with pytest.raises(NotTrained):
        claimed(aino, a_shift(people, line, starts_at=NOW + timedelta(days=40)))


def test_hours_after_it_was_passed_renew_it(line, aino, session):
    course = a_course(line, minutes=60, valid_months=1)
    studied(course, aino, 60, day=TODAY - timedelta(days=60))

    studied(course, aino, 60)

    (told,) = queries.progress(session, aino.id, line.organisation_id)
    assert told.counts
    assert told.until == date(2027, 2, 11)


@pytest.mark.parametrize(
    ("day", "months", "until"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 12, 15), 1, date(2028, 1, 15)),
        (TODAY, None, None),
    ],
)
def test_a_month_ends_on_its_own_last_day(day, months, until):
    assert lasts_until(day, months) == until


@pytest.mark.parametrize(
    "changes",
    [{"evidence": " "}, {"day": TODAY + timedelta(days=1)}, {"minutes": 0}],
    ids=["no evidence", "to come", "no time"],
)
def test_hours_without_evidence_or_out_of_time_are_refused(line, aino, changes):
    course = a_course(line)

    with pytest.raises(ImpossibleTraining):
        studied(course, aino, **{"minutes": 60, **changes})


def test_training_and_supervision_stand_in_the_ledger(line, aino, session):
    studied(a_course(line), aino, 60)
    meeting = a_meeting(line)

    was_there(aino, meeting)
    with transaction() as writing:
        actions.note_attendance(writing, writing.get_one(Meeting, meeting), aino.id, was_there=True)

    found = session.exec(select(Entry.kind, Entry.minutes).order_by(Entry.kind)).all()
    assert found == [(EntryKind.SUPERVISION, 60), (EntryKind.TRAINING, 60)]


def test_a_worker_is_reminded_when_supervision_is_due(line, aino, session):
    assert queries.rhythm(session, aino.id).is_due

    was_there(aino, a_meeting(line))

    session.rollback()
    assert not queries.rhythm(session, aino.id).is_due
    with clock.stopped(NOW + timedelta(days=43)):
        assert queries.rhythm(session, aino.id).is_due


def test_who_has_joined_the_next_one_is_not_reminded(line, aino, session):
    meeting = a_meeting(line)

    with transaction() as writing:
        actions.join_meeting(writing, aino, writing.get_one(Meeting, meeting))

    assert not queries.rhythm(session, aino.id).is_due


def test_a_coordinator_asks_for_a_course_and_notes_hours_on_the_page(people, line, session):
    kaisa = people.signed_in(people.worker(Role.COORDINATOR, name="Kaisa Koski"))
    worker = a_responder(people, line)

    def sends(address, **data):
        return kaisa.post(address, data=data, headers={"Origin": "http://localhost"}).status_code

    asked = sends("/roster/training/courses", name="Peruskurssi", minutes="60", line_id="")
    course = session.exec(select(Course.id)).one()
    noted = sends(
        "/roster/training/studied",
        worker_id=str(worker.id),
        course_id=str(course),
        cohort_id="",
        day="2027-01-10",
        minutes="60",
        evidence="Todistus",
    )
    called = sends(
        "/roster/training/meetings", kind="peers", day="2027-01-12", begins="12:00", ends="13:00"
    )

    assert (asked, noted, called) == (303, 303, 303)
    assert "Peruskurssi" in people.signed_in(worker).get("/roster/training").text


def kept_duty(people, line, aino):
    with people.home.database.session() as session:
        worker = session.get_one(Worker, aino.id)
    a_duty(people, worker, a_shift(people, line), DutyState.DONE)


def mails(home):
    return home.app.extensions["mailer"].outbox


def test_supervision_is_reminded_of_by_mail_on_the_days_that_the_policy_counts(
    home, people, line, aino
):
    kept_duty(people, line, aino)
    was_there(aino, a_meeting(line))
    before, told = len(mails(home)), {}

    for days in (41, 42, 43, 56):
        with clock.stopped(NOW + HOUR + timedelta(days=days)):
            remind_of_supervision()
        told[days] = len(mails(home)) - before

    assert told == {41: 0, 42: 1, 43: 1, 56: 2}
    assert "11.1.2027" in mails(home)[before].get_body().get_content()


def test_who_has_joined_the_next_meeting_is_not_reminded(home, people, line, aino):
    kept_duty(people, line, aino)
    was_there(aino, a_meeting(line))
    before = len(mails(home))

    with clock.stopped(NOW + HOUR + timedelta(days=42)):
        ahead = a_meeting(line, begins=clock.now() + HOUR)
        with transaction() as session:
            actions.join_meeting(session, aino, session.get_one(Meeting, ahead))
        remind_of_supervision()

    assert len(mails(home)) == before
