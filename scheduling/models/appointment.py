"""Appointments: what is offered, by whom and when, what was booked, and how it went in numbers.

An appointment knows nothing of the visitor but a keyed hash of their code. Two that meet are
prevented by the statement that books (`scheduling.booking`); the partial unique index is the last
word for two that begin at once.
"""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint, text
from sqlmodel import Field

from core import clock
from core.db import UNORDERED, Table, closed, moment, new_id
from scheduling.models.indexes import unique_where
from scheduling.schemas.appointments import AppointmentKind, AppointmentState

# The index needs the states that take time as SQL; a test holds this equal to `TAKES`.
TAKES_SQL = text("state IN ('held', 'booked')")


class AppointmentType(Table, table=True):
    """A kind of appointment that a line offers; `place` says where, or which number to call.

    `in_duty`: it is offered within the duties of the line's team, else within the hours that its
    keepers say are free. All spans are in minutes.
    """

    __tablename__ = "scheduling_appointment_type"
    __data_class__: ClassVar[str] = "scheduling.appointment_type"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 5 AND 480", name="scheduling_appointment_type_minutes"),
        CheckConstraint(
            "minutes_before >= 0 AND minutes_after >= 0 AND lead_minutes >= 0 AND daily_limit >= 1",
            name="scheduling_appointment_type_spans",
        ),
    )

    id: UUID = new_id()
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    kind: AppointmentKind = closed(AppointmentKind)
    name: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    place: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    minutes: int = 45
    minutes_before: int = 0
    minutes_after: int = 15
    lead_minutes: int = 120
    daily_limit: int = 4
    in_duty: bool = False
    is_offered: bool = True


class Keeper(Table, table=True):
    """A worker who keeps appointments of a type."""

    __tablename__ = "scheduling_keeper"
    __data_class__: ClassVar[str] = "scheduling.availability"
    __table_args__ = (UniqueConstraint("type_id", "worker_id"),)

    id: UUID = new_id()
    type_id: UUID = Field(foreign_key="scheduling_appointment_type.id")
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)


class Availability(Table, table=True):
    """When a worker may be booked, by the wall clock: every week on a weekday, or on one day."""

    __tablename__ = "scheduling_availability"
    __data_class__: ClassVar[str] = "scheduling.availability"
    __table_args__ = (
        CheckConstraint("(weekday IS NULL) != (day IS NULL)", name="scheduling_availability_when"),
        CheckConstraint("weekday BETWEEN 1 AND 7", name="scheduling_availability_weekday"),
        CheckConstraint("begins < ends", name="scheduling_availability_forward"),
    )

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    weekday: int | None = None
    day: date | None = None
    begins: str
    ends: str


class Appointment(Table, table=True):
    """A time that is held or booked. What it takes (`taken_…`) includes what stays free around it.

    `lookup` is a keyed hash of the visitor's code. `thread_id` is set where it belongs to a
    conversation that can be gone on with. `uid` and `sequence` are its own in calendars.
    """

    __tablename__ = "scheduling_appointment"
    __data_class__: ClassVar[str] = "scheduling.appointment"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="scheduling_appointment_forward"),
        CheckConstraint(
            "taken_from <= starts_at AND taken_until >= ends_at",
            name="scheduling_appointment_taken",
        ),
        unique_where("scheduling_appointment_once", "worker_id", "starts_at", where=TAKES_SQL),
        Index("scheduling_appointment_worker_ends", "worker_id", "taken_until"),
    )

    id: UUID = new_id()
    type_id: UUID = Field(foreign_key="scheduling_appointment_type.id", index=True)
    line_id: UUID = Field(foreign_key="organisation_line.id")
    worker_id: UUID = Field(foreign_key="organisation_worker.id")
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    taken_from: datetime = moment()
    taken_until: datetime = moment()
    state: AppointmentState = closed(AppointmentState, AppointmentState.HELD)
    held_until: datetime | None = moment(None)
    lookup: str | None = Field(default=None, unique=True)
    thread_id: UUID | None = Field(default=None, index=True)
    uid: UUID = Field(default_factory=uuid4, unique=True)
    sequence: int = 0
    updated_at: datetime = moment(default_factory=clock.now)


class AppointmentCount(Table, table=True):
    """How many appointments of a month were kept, missed, cancelled or just over."""

    __tablename__ = "scheduling_appointment_count"
    __data_class__: ClassVar[str] = "scheduling.appointment_count"
    __table_args__ = (UniqueConstraint("line_id", "kind", "month", "outcome"), UNORDERED)

    id: UUID = new_id()
    line_id: UUID = Field(foreign_key="organisation_line.id")
    kind: AppointmentKind = closed(AppointmentKind)
    month: date
    outcome: AppointmentState = closed(AppointmentState)
    n: int = 0
