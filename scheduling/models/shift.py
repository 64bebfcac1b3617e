"""Spans on a line with a least and a greatest number of places."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from core.db import Table, moment, new_id
from scheduling.models.indexes import unique_where

STANDING_SQL = text("cancelled_at IS NULL")


class Shift(Table, table=True):
    """A span on a line with a least and a greatest number of places.

    Planned, or opened by a worker who is free for a while (`is_drop_in`, R43).
    """

    __tablename__ = "scheduling_shift"
    __data_class__: ClassVar[str] = "scheduling.shift"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="scheduling_shift_forward"),
        CheckConstraint(
            "least >= 0 AND greatest >= 1 AND least <= greatest", name="scheduling_shift_places"
        ),
        unique_where(
            "scheduling_shift_once", "line_id", "starts_at", "ends_at", where=STANDING_SQL
        ),
        Index("scheduling_shift_line_ends", "line_id", "ends_at"),
    )

    id: UUID = new_id()
    line_id: UUID = Field(foreign_key="organisation_line.id")
    starts_at: datetime = moment(index=True)
    ends_at: datetime = moment(index=True)
    least: int = 1
    greatest: int = 2
    is_drop_in: bool = False
    cancelled_at: datetime | None = moment(None)
