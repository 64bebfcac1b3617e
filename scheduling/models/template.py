"""What shifts are made from: templates, and a line's calendar of holidays, terms and special days.

Shifts are rows of their own, made once from a template and a day and never again: whoever has a
place keeps it when the template changes.
"""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from core import clock
from core.db import Table, closed, moment, new_id
from scheduling.season import Season


class Template(Table, table=True):
    """A shift every n weeks at the same wall time, from `first_on` on.

    `begins` and `ends` are wall times of Helsinki ("15:00", "24:00"); an end at or before the
    beginning lies on the next day. `language` is one that somebody on the shift must speak, or "".
    """

    __tablename__ = "scheduling_template"
    __data_class__: ClassVar[str] = "scheduling.shift"
    __table_args__ = (
        CheckConstraint("every_weeks >= 1", name="scheduling_template_rhythm"),
        CheckConstraint(
            "least >= 0 AND greatest >= 1 AND least <= greatest", name="scheduling_template_places"
        ),
        Index("scheduling_template_line", "line_id", "last_on"),
    )

    id: UUID = new_id()
    line_id: UUID = Field(foreign_key="organisation_line.id")
    first_on: date
    last_on: date | None = None
    every_weeks: int = 1
    begins: str
    ends: str
    least: int = 1
    greatest: int = 2
    language: str = ""
    season: Season = closed(Season, Season.ALWAYS)
    made_at: datetime = moment(default_factory=clock.now)


class DayRule(Table, table=True):
    """What a line does on holidays, on their eves and outside the school terms.

    `eves_until` is the wall time at which an eve ends ("00:00": closed all day), or "" for a day
    like any other.
    """

    __tablename__ = "scheduling_day_rule"
    __data_class__: ClassVar[str] = "scheduling.shift"

    line_id: UUID = Field(primary_key=True, foreign_key="organisation_line.id")
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id")
    closed_on_holidays: bool = False
    eves_until: str = ""
    closed_outside_terms: bool = False


class Term(Table, table=True):
    """A span of school days, both ends included; what lies between two terms is holiday."""

    __tablename__ = "scheduling_term"
    __data_class__: ClassVar[str] = "scheduling.shift"
    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="scheduling_term_forward"),
        UniqueConstraint("organisation_id", "first_on", name="scheduling_term_once"),
    )

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id")
    first_on: date
    last_on: date


class SpecialDay(Table, table=True):
    """A line is closed on a day, or open at other hours than its week says: from `begins` on.

    Only a line that has a rule has special days, so that both are read in one statement.
    """

    __tablename__ = "scheduling_special_day"
    __data_class__: ClassVar[str] = "scheduling.shift"
    __table_args__ = (
        UniqueConstraint("line_id", "day", name="scheduling_special_day_once"),
        CheckConstraint("begins = '' OR begins < ends", name="scheduling_special_day_forward"),
    )

    id: UUID = new_id()
    line_id: UUID = Field(foreign_key="scheduling_day_rule.line_id")
    day: date = Field(index=True)
    begins: str = ""
    ends: str = ""
