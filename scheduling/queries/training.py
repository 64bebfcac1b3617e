"""Who has learnt what, which meetings there are, and how long ago the last one was."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, func, or_, select

from core import clock
from organisation import queries as organisation
from policies.queries import policy
from scheduling.errors import NoSuchTraining
from scheduling.models import (
    Attendance,
    Cohort,
    Course,
    Duty,
    Meeting,
    Passed,
    Shift,
    Studied,
)
from scheduling.states import DutyState
from scheduling.training import MeetingKind

BACK = timedelta(days=14)
DAY_MINUTES = 24 * 60
FOR_GOOD = date.max


def trained_until(session: Session, worker_id: UUID, lines: Collection[UUID]) -> dict[UUID, date]:
    """Give, for each line that asks for a course, until when the worker has passed all it asks.

    `date.min` where one was never passed; a line that asks for nothing is not named.
    """
    worker = organisation.worker(session, worker_id)
    asked = (
        select(Course, Passed)
        .outerjoin(
            Passed,
            (col(Passed.course_id) == col(Course.id)) & (col(Passed.worker_id) == worker_id),
        )
        .where(
            Course.organisation_id == (worker.organisation_id if worker else None),
            or_(col(Course.line_id).is_(None), col(Course.line_id).in_(list(lines))),
        )
    )
    found: dict[UUID, date] = {}
    for course, passed in session.exec(asked).all():
        lasts = _lasts(passed)
        for one in lines if course.line_id is None else [course.line_id]:
            found[one] = min(found.get(one, FOR_GOOD), lasts)
    return found


def _lasts(passed: Passed | None) -> date:
    return date.min if passed is None else (passed.until or FOR_GOOD)


def courses(session: Session, organisation_id: UUID) -> Sequence[Course]:
    """List the courses of an organisation by name."""
    own = select(Course).where(Course.organisation_id == organisation_id)
    return session.exec(own.order_by(col(Course.name))).all()


def course(session: Session, organisation_id: UUID, course_id: UUID) -> Course:
    """Find a course of the organisation. Raises `NoSuchTraining`."""
    found = session.get(Course, course_id)
    if found is None or found.organisation_id != organisation_id:
        raise NoSuchTraining
    return found


def cohorts(session: Session, organisation_id: UUID) -> Sequence[Cohort]:
    """List the groups of the organisation's courses, the newest first."""
    own = (
        select(Cohort)
        .join(Course, col(Cohort.course_id) == col(Course.id))
        .where(Course.organisation_id == organisation_id)
    )
    return session.exec(own.order_by(col(Cohort.begins_on).desc())).all()


@dataclass(frozen=True)
class Progress:
    """How far a worker has come in a course: minutes, and until when it counts once passed."""

    course: Course
    minutes: int
    passed_on: date | None
    until: date | None

    @property
    def counts(self) -> bool:
        """Whether it is passed and counts today."""
        return self.passed_on is not None and (
            self.until is None or self.until >= clock.local_day()
        )


def progress(session: Session, worker_id: UUID, organisation_id: UUID) -> list[Progress]:
    """Say how far a worker has come in each course."""
    studied = dict(
        session.exec(
            select(Studied.course_id, func.sum(Studied.minutes))
            .where(Studied.worker_id == worker_id)
            .group_by(col(Studied.course_id))
        ).all()
    )
    passed = {
        one.course_id: one
        for one in session.exec(select(Passed).where(Passed.worker_id == worker_id)).all()
    }
    return [
        Progress(
            one,
            int(studied.get(one.id, 0)),
            passed[one.id].on_day if one.id in passed else None,
            passed[one.id].until if one.id in passed else None,
        )
        for one in courses(session, organisation_id)
    ]


@dataclass(frozen=True)
class Called:
    """A meeting as one worker sees it: whether they come, and for a planner who does."""

    meeting: Meeting
    comes: bool
    coming: dict[UUID, bool | None]


def meetings(session: Session, organisation_id: UUID, worker_id: UUID) -> list[Called]:
    """List the meetings from two weeks ago on."""
    own = select(Meeting).where(
        Meeting.organisation_id == organisation_id, col(Meeting.ends_at) > clock.now() - BACK
    )
    found = session.exec(own.order_by(col(Meeting.starts_at))).all()
    those = session.exec(
        select(Attendance).where(col(Attendance.meeting_id).in_([one.id for one in found]))
    ).all()
    coming: dict[UUID, dict[UUID, bool | None]] = {one.id: {} for one in found}
    for one in those:
        coming[one.meeting_id][one.worker_id] = one.was_there
    return [Called(one, worker_id in coming[one.id], coming[one.id]) for one in found]


def meeting(session: Session, organisation_id: UUID | None, meeting_id: UUID) -> Meeting:
    """Find a meeting of the organisation. Raises `NoSuchTraining`."""
    found = session.get(Meeting, meeting_id)
    if found is None or found.organisation_id != organisation_id:
        raise NoSuchTraining
    return found


@dataclass(frozen=True)
class Rhythm:
    """How long ago a worker's last supervision was, and whether it is time for another."""

    last: datetime | None
    is_due: bool


@dataclass(frozen=True)
class Unsupervised:
    """A worker to whom it is mailed today that supervision is due."""

    email: str
    language: str
    last: datetime | None


def unsupervised(session: Session) -> list[Unsupervised]:
    """List the responders who keep duty and are to be reminded of supervision today (R47).

    On the days that the policy counts from the day on which it was due. Nothing is kept of who has
    been reminded: the days follow from the last supervision, or from the first duty before it.
    """
    rules, today = policy().roster, clock.local_day()
    days = {one.in_minutes // DAY_MINUTES for one in rules.remind_supervision}
    found = []
    for one in _who_keep_duty(session):
        stands = rhythm(session, one)
        since = stands.last or _first_duty(session, one)
        worker = organisation.worker(session, one)
        if not stands.is_due or since is None or worker is None or not worker.is_active:
            continue
        if (today - clock.local_day(rules.supervision_every.after(since))).days in days:
            found.append(Unsupervised(worker.email, worker.language, stands.last))
    return found


def _who_keep_duty(session: Session) -> Sequence[UUID]:
    """Name the workers who have been on duty within twice the rhythm of supervision."""
    at = clock.now()
    every = policy().roster.supervision_every
    worked = (
        select(Duty.worker_id)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(Duty.state == DutyState.DONE, col(Shift.ends_at) > every.before(every.before(at)))
        .distinct()
    )
    return session.exec(worked).all()


def _first_duty(session: Session, worker_id: UUID) -> datetime | None:
    first = (
        select(func.min(Shift.ends_at))
        .join(Duty, col(Duty.shift_id) == col(Shift.id))
        .where(Duty.worker_id == worker_id, Duty.state == DutyState.DONE)
    )
    return session.exec(first).one()


def rhythm(session: Session, worker_id: UUID) -> Rhythm:
    """Say whether supervision is due by the policy's rhythm and none is joined (R47)."""
    mine = (
        select(Meeting.starts_at, Attendance.was_there)
        .join(Attendance, col(Attendance.meeting_id) == col(Meeting.id))
        .where(Attendance.worker_id == worker_id, Meeting.kind == MeetingKind.SUPERVISION)
    )
    rows = session.exec(mine).all()
    last = max((at for at, was_there in rows if was_there), default=None)
    joined = any(at > clock.now() for at, _was_there in rows)
    every = policy().roster.supervision_every
    is_due = last is None or every.after(last) <= clock.now()
    return Rhythm(last, is_due and not joined)
