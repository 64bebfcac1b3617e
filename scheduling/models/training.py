"""Training before the first duty, and meetings that go with the work."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from core import clock
from core.db import Table, closed, moment, new_id
from scheduling.training import MeetingKind


class Course(Table, table=True):
    """What somebody must have learnt before a duty on a line, or on any line (R44).

    `valid_months` is how long it lasts once it is passed; None is for good.
    """

    __tablename__ = "scheduling_course"
    __data_class__: ClassVar[str] = "scheduling.shift"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="scheduling_course_minutes"),
        UniqueConstraint("organisation_id", "name", name="scheduling_course_once"),
    )

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id")
    line_id: UUID | None = Field(default=None, foreign_key="organisation_line.id", index=True)
    name: str
    minutes: int
    valid_months: int | None = None


class Cohort(Table, table=True):
    """A group that takes a course together."""

    __tablename__ = "scheduling_cohort"
    __data_class__: ClassVar[str] = "scheduling.shift"

    id: UUID = new_id()
    course_id: UUID = Field(foreign_key="scheduling_course.id", ondelete="CASCADE", index=True)
    name: str
    begins_on: date


class Studied(Table, table=True):
    """Time that a worker has studied, with what shows it; it adds up until the course is passed."""

    __tablename__ = "scheduling_studied"
    __data_class__: ClassVar[str] = "scheduling.training"
    __table_args__ = (CheckConstraint("minutes > 0", name="scheduling_studied_minutes"),)

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    course_id: UUID = Field(foreign_key="scheduling_course.id", index=True)
    cohort_id: UUID | None = Field(
        default=None, foreign_key="scheduling_cohort.id", ondelete="SET NULL"
    )
    on_day: date
    minutes: int
    evidence: str
    made_at: datetime = moment(default_factory=clock.now)


class Passed(Table, table=True):
    """A worker may keep the lines of a course until `until`, or for good."""

    __tablename__ = "scheduling_passed"
    __data_class__: ClassVar[str] = "scheduling.training"
    __table_args__ = (UniqueConstraint("worker_id", "course_id", name="scheduling_passed_once"),)

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    course_id: UUID = Field(foreign_key="scheduling_course.id", index=True)
    on_day: date
    until: date | None = None


class Meeting(Table, table=True):
    """Supervision, or a meeting of peers, at a time (R47)."""

    __tablename__ = "scheduling_meeting"
    __data_class__: ClassVar[str] = "scheduling.shift"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="scheduling_meeting_forward"),)

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id", index=True)
    kind: MeetingKind = closed(MeetingKind)
    starts_at: datetime = moment(index=True)
    ends_at: datetime = moment()
    place: str = ""


class Attendance(Table, table=True):
    """A worker comes to a meeting, and was there."""

    __tablename__ = "scheduling_attendance"
    __data_class__: ClassVar[str] = "scheduling.training"
    __table_args__ = (
        UniqueConstraint("meeting_id", "worker_id", name="scheduling_attendance_once"),
    )

    id: UUID = new_id()
    meeting_id: UUID = Field(foreign_key="scheduling_meeting.id", ondelete="CASCADE")
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    was_there: bool | None = None
    made_at: datetime = moment(default_factory=clock.now)
