"""What the editors' desk keeps: what readers say is wrong, what editors changed, what is read."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Text, UniqueConstraint
from sqlmodel import Field

from core import clock
from core.db import UNORDERED, Table, closed, moment, new_id
from guidance.models.columns import SERVICE, pointing_at
from guidance.schemas import Declined, SuggestionState, Wrong


class Suggestion(Table, table=True):
    """What somebody without a name says is wrong with an entry.

    The day is enough, the hour would tell more than is needed. The words are emptied as soon as an
    editor has settled them.
    """

    __tablename__ = "guidance_suggestion"
    __data_class__: ClassVar[str] = "guidance.suggestion"
    __table_args__ = (
        CheckConstraint(
            "(state = 'declined') = (declined IS NOT NULL)", name="guidance_suggestion_reason"
        ),
        CheckConstraint("state = 'waiting' OR said = ''", name="guidance_suggestion_emptied"),
    )

    id: UUID = new_id()
    service_id: UUID = Field(sa_column=pointing_at(SERVICE))
    wrong: Wrong = closed(Wrong)
    said: str = Field(default="", sa_column=Column(Text, nullable=False))
    told_on: date = Field(default_factory=clock.local_day, index=True)
    state: SuggestionState = closed(SuggestionState, SuggestionState.WAITING, index=True)
    declined: Declined | None = closed(Declined, None)


class Change(Table, table=True):
    """One field of an entry that somebody here changed: who, when, what it said and says.

    `field` is a path such as "texts.fi.summary"; "checked.hours" is that somebody made sure of it.
    """

    __tablename__ = "guidance_change"
    __data_class__: ClassVar[str] = "guidance.change"

    id: UUID = new_id()
    service_id: UUID = Field(sa_column=pointing_at(SERVICE))
    worker_id: UUID | None = Field(default=None, foreign_key="organisation_worker.id", index=True)
    at: datetime = moment(default_factory=clock.now, index=True)
    field: str
    before: str = Field(default="", sa_column=Column(Text, nullable=False))
    after: str = Field(default="", sa_column=Column(Text, nullable=False))


class ReadingCount(Table, table=True):
    """How often an entry's page was opened on a day, by whomever."""

    __tablename__ = "guidance_reading_count"
    __data_class__: ClassVar[str] = "guidance.reading_count"
    __table_args__ = (
        UniqueConstraint("day", "service_id"),
        CheckConstraint("n > 0", name="guidance_reading_count_n"),
        UNORDERED,
    )

    id: UUID = new_id()
    day: date = Field(index=True)
    service_id: UUID = Field(sa_column=pointing_at(SERVICE))
    n: int = 1
