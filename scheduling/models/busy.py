"""When workers are busy by calendars of their own: beginnings and ends, and nothing else."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary
from sqlmodel import Field

from core import clock
from core.db import Table, moment, new_id


class BusySource(Table, table=True):
    """A calendar of a worker's own. Its address is a secret and lies sealed; a file has none."""

    __tablename__ = "scheduling_busy_source"
    __data_class__: ClassVar[str] = "scheduling.busy"

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    label: str
    address: bytes | None = Field(default=None, sa_type=LargeBinary)
    read_at: datetime = moment(default_factory=clock.now)
    problem: str = ""


class BusyTime(Table, table=True):
    """A span in which a worker is busy elsewhere."""

    __tablename__ = "scheduling_busy_time"
    __data_class__: ClassVar[str] = "scheduling.busy"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="scheduling_busy_time_forward"),
        Index("scheduling_busy_time_worker_ends", "worker_id", "ends_at"),
    )

    id: UUID = new_id()
    source_id: UUID = Field(foreign_key="scheduling_busy_source.id", ondelete="CASCADE", index=True)
    worker_id: UUID = Field(foreign_key="organisation_worker.id")
    starts_at: datetime = moment()
    ends_at: datetime = moment()
