"""The monthly check-in, both halves: counts of what the young chose, and keepers' sheets."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from core.db import UNORDERED, Table, classed, closed, new_id
from outreach.models.columns import json_column
from outreach.schemas.checkins import InTime


class MonthQuestion(Table, table=True):
    """What all the young of the region are asked in a month (R62).

    `texts` and each of `options` hold fi, sv and en; what is not said is "".
    """

    __tablename__ = "outreach_month_question"
    __data_class__: ClassVar[str] = "outreach.monthly_checkin"
    __table_args__ = (UniqueConstraint("organisation_id", "month"),)

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id")
    month: date
    texts: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    modes: list[str] = Field(default_factory=list, sa_column=json_column())
    options: list[dict[str, str]] = Field(default_factory=list, sa_column=json_column())


class QuestionCount(Table, table=True):
    """How often one option was chosen in one way: a counter, never a row for an answer."""

    __tablename__ = "outreach_question_count"
    __data_class__: ClassVar[str] = "outreach.monthly_checkin"
    __table_args__ = (
        UniqueConstraint("question_id", "mode", "option"),
        CheckConstraint("n >= 0", name="outreach_question_count_n"),
        UNORDERED,
    )

    id: UUID = new_id()
    question_id: UUID = Field(foreign_key="outreach_month_question.id", ondelete="CASCADE")
    mode: str
    option: int
    n: int = 0


class Sheet(Table, table=True):
    """A keeper's answers about one month of one channel: told, or skipped with a reason."""

    __tablename__ = "outreach_sheet"
    __data_class__: ClassVar[str] = "outreach.monthly_checkin"
    __table_args__ = (
        UniqueConstraint("channel_id", "month"),
        CheckConstraint("NOT is_skipped OR skipped_why <> ''", name="outreach_sheet_why"),
        CheckConstraint("reach IS NULL OR reach >= 0", name="outreach_sheet_reach"),
        CheckConstraint(
            "posts_planned >= 0 AND posts_made >= 0 AND misuse >= 0 AND hours >= 0",
            name="outreach_sheet_counts",
        ),
    )

    id: UUID = new_id()
    channel_id: UUID = Field(foreign_key="outreach_channel.id", ondelete="CASCADE")
    month: date
    told_on: date
    told_by: UUID | None = classed(
        "outreach.channel_request", None, foreign_key="organisation_worker.id"
    )
    is_skipped: bool = False
    skipped_why: str = ""
    posts_planned: int = 0
    posts_made: int = 0
    was_asked: bool = False
    reach: int | None = None
    in_time: InTime = closed(InTime, InTime.NONE_CAME)
    misuse: int = 0
    hours: int = 0
    changed: str = ""
    help_needed: str = ""
