"""Training and meetings: hours that add up to the gate, who was there, and what it counts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, func, select, update

from core import clock
from core.identity import Actor
from scheduling.actions.ledger import enter_hours
from scheduling.actions.moves import worker_of
from scheduling.errors import ImpossibleTraining
from scheduling.ledger import EntryKind, minutes_between
from scheduling.models import Attendance, Cohort, Course, Meeting, Passed, Studied
from scheduling.training import MeetingKind, lasts_until

MOST_MINUTES, MOST_MONTHS = 6_000, 120
LONGEST_MEETING = timedelta(hours=8)


def add_course(
    session: Session,
    organisation_id: UUID,
    *,
    name: str,
    minutes: int,
    valid_months: int | None,
    line_id: UUID | None,
) -> Course:
    """Ask for a course before duty on a line, or on any; whoever has not passed it takes no shift.

    Raises `ImpossibleTraining` for impossible numbers or a name that is there already.
    """
    months_fit = valid_months is None or 1 <= valid_months <= MOST_MONTHS
    if not (name.strip() and 1 <= minutes <= MOST_MINUTES and months_fit):
        raise ImpossibleTraining
    made = Course(
        organisation_id=organisation_id,
        name=name.strip(),
        minutes=minutes,
        valid_months=valid_months,
        line_id=line_id,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError as twice:
        raise ImpossibleTraining from twice
    return made


def end_course(session: Session, course: Course) -> None:
    """Ask for a course no more; what was studied for it goes with it."""
    for table in (Studied, Passed):
        session.exec(delete(table).where(col(table.course_id) == course.id))
    session.delete(course)


def add_cohort(session: Session, course: Course, *, name: str, begins_on: date) -> Cohort:
    """Begin a group that takes a course together. Raises `ImpossibleTraining`."""
    if not name.strip():
        raise ImpossibleTraining
    made = Cohort(course_id=course.id, name=name.strip(), begins_on=begins_on)
    session.add(made)
    return made


@dataclass(frozen=True, kw_only=True)
class Studies:
    """Time that a worker has studied on a day, and what shows it."""

    day: date
    minutes: int
    evidence: str
    cohort_id: UUID | None = None


def note_studied(session: Session, course: Course, worker_id: UUID, told: Studies) -> bool:
    """Note studied time with what shows it; gives whether the course is passed by it.

    The hours since it was passed last add up to the course's own, then it is passed (anew). Raises
    `ImpossibleTraining` without evidence, for a day to come or impossible minutes.
    """
    if not told.evidence.strip() or told.day > clock.local_day():
        raise ImpossibleTraining
    if not 1 <= told.minutes <= course.minutes:
        raise ImpossibleTraining
    session.add(
        Studied(
            worker_id=worker_id,
            course_id=course.id,
            cohort_id=told.cohort_id,
            on_day=told.day,
            minutes=told.minutes,
            evidence=told.evidence.strip(),
        )
    )
    session.flush()
    enter_hours(session, worker_id, EntryKind.TRAINING, at=_noon(told.day), minutes=told.minutes)
    return _pass(session, course, worker_id, told.day)


def _noon(day: date) -> datetime:
    return clock.day_starts(day) + timedelta(hours=12)


def _pass(session: Session, course: Course, worker_id: UUID, day: date) -> bool:
    before = session.exec(
        select(Passed).where(Passed.worker_id == worker_id, Passed.course_id == course.id)
    ).first()
    studied = select(func.coalesce(func.sum(Studied.minutes), 0)).where(
        Studied.worker_id == worker_id, Studied.course_id == course.id
    )
    if before is not None:
        studied = studied.where(col(Studied.on_day) > before.on_day)
    if session.exec(studied).one() < course.minutes:
        return False
    passed = before or Passed(worker_id=worker_id, course_id=course.id, on_day=day)
    passed.on_day, passed.until = day, lasts_until(day, course.valid_months)
    session.add(passed)
    return True


def call_meeting(
    session: Session,
    organisation_id: UUID,
    kind: MeetingKind,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
) -> Meeting:
    """Call a meeting that the organisation's workers may join. Raises `ImpossibleTraining`."""
    if not timedelta() < ends_at - starts_at <= LONGEST_MEETING or ends_at <= clock.now():
        raise ImpossibleTraining
    made = Meeting(
        organisation_id=organisation_id,
        kind=kind,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place.strip(),
    )
    session.add(made)
    return made


def join_meeting(session: Session, actor: Actor, meeting: Meeting) -> None:
    """Say that one comes; joining twice changes nothing. Raises `ImpossibleTraining` once over."""
    if meeting.ends_at <= clock.now():
        raise ImpossibleTraining
    try:
        with session.begin_nested():
            session.add(Attendance(meeting_id=meeting.id, worker_id=worker_of(actor)))
    except IntegrityError:
        return


def leave_meeting(session: Session, actor: Actor, meeting: Meeting) -> None:
    """Say that one does not come after all; nothing changes once it was noted who was there."""
    session.exec(
        delete(Attendance).where(
            col(Attendance.meeting_id) == meeting.id,
            col(Attendance.worker_id) == worker_of(actor),
            col(Attendance.was_there).is_(None),
        )
    )


def note_attendance(
    session: Session, meeting: Meeting, worker_id: UUID, *, was_there: bool
) -> None:
    """Note whether somebody was there; the time goes into their ledger, once."""
    noted = session.exec(
        update(Attendance)
        .where(
            col(Attendance.meeting_id) == meeting.id,
            col(Attendance.worker_id) == worker_id,
            col(Attendance.was_there).is_(None),
        )
        .values(was_there=was_there)
        .execution_options(synchronize_session=False)
    )
    if noted.rowcount == 1 and was_there:
        minutes = minutes_between(meeting.starts_at, meeting.ends_at)
        enter_hours(
            session, worker_id, EntryKind.SUPERVISION, at=meeting.starts_at, minutes=minutes
        )
