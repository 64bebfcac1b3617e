"""Counters: they only ever know their day, link and line."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from core.db import UNORDERED, Table, closed, new_id
from outreach.schemas import CountKind, Stage


class LinkCount(Table, table=True):
    """How often a link was opened, scanned, landed by or previewed on a day: one row for all."""

    __tablename__ = "outreach_link_count"
    __data_class__: ClassVar[str] = "outreach.count"
    __table_args__ = (
        UniqueConstraint("day", "link_id", "kind"),
        CheckConstraint("n >= 0", name="outreach_link_count_n"),
        UNORDERED,
    )

    id: UUID = new_id()
    day: date
    link_id: UUID = Field(foreign_key="outreach_link.id", index=True)
    kind: CountKind = closed(CountKind)
    n: int = 0


_WITH_CAMPAIGN = text("campaign_id IS NOT NULL")
_WITHOUT_CAMPAIGN = text("campaign_id IS NULL")


class StageCount(Table, table=True):
    """How many reached a step. `day` is the first of the month for the steps in `schemas.BY_MONTH`.

    Two partial indexes make a row without a campaign as unique as one with it: NULLs would
    otherwise differ.
    """

    __tablename__ = "outreach_stage_count"
    __data_class__: ClassVar[str] = "outreach.count"
    __table_args__ = (
        Index(
            "outreach_stage_count_of_campaign",
            "day",
            "line_id",
            "campaign_id",
            "stage",
            unique=True,
            sqlite_where=_WITH_CAMPAIGN,
            postgresql_where=_WITH_CAMPAIGN,
        ),
        Index(
            "outreach_stage_count_of_line",
            "day",
            "line_id",
            "stage",
            unique=True,
            sqlite_where=_WITHOUT_CAMPAIGN,
            postgresql_where=_WITHOUT_CAMPAIGN,
        ),
        CheckConstraint("n >= 0", name="outreach_stage_count_n"),
        UNORDERED,
    )

    id: UUID = new_id()
    day: date
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    campaign_id: UUID | None = Field(default=None, foreign_key="outreach_campaign.id", index=True)
    stage: Stage = closed(Stage)
    n: int = 0


class StageMonth(Table, table=True):
    """A step's sum of a month, whichever campaign: kept by counting so that a year is read at once.

    Two million counts of a year are a few thousand of these (`bench.figures`).
    """

    __tablename__ = "outreach_stage_month"
    __data_class__: ClassVar[str] = "outreach.count"
    __table_args__ = (
        UniqueConstraint("line_id", "month", "stage"),
        CheckConstraint("n >= 0", name="outreach_stage_month_n"),
        UNORDERED,
    )

    id: UUID = new_id()
    month: date
    line_id: UUID = Field(foreign_key="organisation_line.id")
    stage: Stage = closed(Stage)
    n: int = 0
