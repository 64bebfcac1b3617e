"""Spans on a line with a least and a greatest number of places."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from core.clock import local_day
from core.db import Table, moment, new_id
from scheduling.models.indexes import unique_where

STANDING_SQL = text("cancelled_at IS NULL")


def _begins_on(context: Any) -> date:
    return local_day(context.get_current_parameters()["starts_at"])


class Shift(Table, table=True):
    """A span on a line with a least and a greatest number of places.

    Planned, made from a template, or opened by a worker who is free for a while (`is_drop_in`,
    R43). `on_day` is the day in Helsinki on which it begins. `is_off_by_calendar`: the line's
    calendar called it off, and may call it on again. `language` is one that somebody must speak.
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
        # Once made is made: a shift that was called off is not made again.
        UniqueConstraint("template_id", "on_day", name="scheduling_shift_of_template"),
        Index("scheduling_shift_line_day", "line_id", "on_day"),
    )

    id: UUID = new_id()
    line_id: UUID = Field(foreign_key="organisation_line.id")
    starts_at: datetime = moment(index=True)
    ends_at: datetime = moment(index=True)
    least: int = 1
    greatest: int = 2
    is_drop_in: bool = False
    language: str = ""
    template_id: UUID | None = Field(default=None, foreign_key="scheduling_template.id")
    on_day: date = Field(default=None, sa_column_kwargs={"default": _begins_on})
    is_off_by_calendar: bool = False
    cancelled_at: datetime | None = moment(None)
