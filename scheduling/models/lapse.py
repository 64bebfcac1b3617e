"""When a line was promised and nobody was there."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, text
from sqlmodel import Field

from core.db import Table, moment, new_id
from scheduling.models.indexes import unique_where

RUNNING_SQL = text("ended_at IS NULL")


class Lapse(Table, table=True):
    """A broken promise: from when to when a line should have been open and nobody was on duty.

    Nobody's name: it counts against the roster, not against a person. `told_at` is when those who
    could have come were asked to.
    """

    __tablename__ = "scheduling_lapse"
    __data_class__: ClassVar[str] = "scheduling.shift"
    __table_args__ = (
        unique_where("scheduling_lapse_once", "line_id", where=RUNNING_SQL),
        CheckConstraint(
            "ended_at IS NULL OR ended_at >= began_at", name="scheduling_lapse_forward"
        ),
    )

    id: UUID = new_id()
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    began_at: datetime = moment(index=True)
    told_at: datetime | None = moment(None)
    ended_at: datetime | None = moment(None)
