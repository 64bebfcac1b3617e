"""Who waits for a place on a full shift, and what is known of a worker beside their duties."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import JSON, Column
from sqlmodel import Field

from core import clock
from core.db import Table, moment, new_id


class Waiting(Table, table=True):
    """A worker waits for a place; the first who waits and may take it gets the next free one."""

    __tablename__ = "scheduling_waiting"
    __data_class__: ClassVar[str] = "scheduling.duty"

    shift_id: UUID = Field(primary_key=True, foreign_key="scheduling_shift.id", ondelete="CASCADE")
    worker_id: UUID = Field(primary_key=True, foreign_key="organisation_worker.id", index=True)
    since: datetime = moment(default_factory=clock.now)


class Profile(Table, table=True):
    """What the roster knows of a worker beyond their duties: the languages they answer in.

    Told by themselves, for shifts that need one. `ended_at` is set when they leave.
    """

    __tablename__ = "scheduling_profile"
    __data_class__: ClassVar[str] = "scheduling.profile"

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id", unique=True)
    languages: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    ended_at: datetime | None = moment(None)
