"""Guides and info bites: words that help by being read, with who wrote and who read them over."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Text, UniqueConstraint
from sqlmodel import Field

from core import clock
from core.db import UNORDERED, Table, closed, moment, new_id
from guidance.models.columns import SERVICE, json_column, pointing_at
from guidance.schemas import (
    Edition,
    GuideFor,
    GuideKind,
    GuidePart,
    GuideSaid,
    GuideStatus,
    TextStatus,
)

GUIDE = "guidance_guide.id"


class Guide(Table, table=True):
    """A page to read, or an info bite that leads to one (R30, R35).

    `status` is where the newest wording stands; readers have the one that was published last, since
    `published_at`. `revision` rises with every save, so that nobody writes over a co-author.
    """

    __tablename__ = "guidance_guide"
    __data_class__: ClassVar[str] = "guidance.guide"
    __table_args__ = (
        CheckConstraint(
            "status <> 'published' OR published_at IS NOT NULL", name="guidance_guide_published"
        ),
        CheckConstraint(
            "status <> 'withdrawn' OR published_at IS NULL", name="guidance_guide_withdrawn"
        ),
        CheckConstraint(
            "(published_at IS NULL) = (fresh_until IS NULL)", name="guidance_guide_fresh"
        ),
    )

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id", index=True)
    kind: GuideKind = closed(GuideKind, GuideKind.GUIDE)
    slug: str = Field(unique=True)
    status: GuideStatus = closed(GuideStatus, GuideStatus.DRAFT)
    audience: GuideFor = closed(GuideFor, GuideFor.EVERYBODY)
    topics: list[str] = Field(default_factory=list, sa_column=json_column())
    leads_to_id: UUID | None = Field(
        default=None, foreign_key=GUIDE, index=True, ondelete="SET NULL"
    )
    revision: int = 1
    published_at: datetime | None = moment(None)
    checked_on: date | None = None
    fresh_until: date | None = None
    changed_at: datetime = moment(default_factory=clock.now)


class GuideText(Table, table=True):
    """A guide in one language and one edition; a translation is stale once its original changed."""

    __tablename__ = "guidance_guide_text"
    __data_class__: ClassVar[str] = "guidance.guide"

    guide_id: UUID = Field(sa_column=pointing_at(GUIDE, primary_key=True))
    edition: Edition = closed(Edition, primary_key=True)
    lang: str = Field(primary_key=True)
    title: str
    lead: str = Field(default="", sa_column=Column(Text, nullable=False))
    body: str = Field(default="", sa_column=Column(Text, nullable=False))
    byline: str = ""
    sources: str = Field(default="", sa_column=Column(Text, nullable=False))
    status: TextStatus = closed(TextStatus, TextStatus.ORIGINAL)


class GuideService(Table, table=True):
    """A service that a guide names first."""

    __tablename__ = "guidance_guide_service"
    __data_class__: ClassVar[str] = "guidance.guide"

    guide_id: UUID = Field(sa_column=pointing_at(GUIDE, primary_key=True))
    service_id: UUID = Field(sa_column=pointing_at(SERVICE, primary_key=True))
    position: int = 0


class GuideWork(Table, table=True):
    """Which worker wrote in a guide or reviewed it, and when last."""

    __tablename__ = "guidance_guide_work"
    __data_class__: ClassVar[str] = "guidance.guide_work"
    __table_args__ = (UniqueConstraint("guide_id", "worker_id", "did"),)

    id: UUID = new_id()
    guide_id: UUID = Field(sa_column=pointing_at(GUIDE))
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    did: GuidePart = closed(GuidePart)
    at: datetime = moment(default_factory=clock.now, index=True)


class GuideCount(Table, table=True):
    """How often a guide was opened on a day, and how many said that it helped.

    No person, no hour, no way from the one to the other.
    """

    __tablename__ = "guidance_guide_count"
    __data_class__: ClassVar[str] = "guidance.guide_count"
    __table_args__ = (
        UniqueConstraint("day", "guide_id", "said"),
        CheckConstraint("n > 0", name="guidance_guide_count_n"),
        UNORDERED,
    )

    id: UUID = new_id()
    day: date = Field(index=True)
    guide_id: UUID = Field(sa_column=pointing_at(GUIDE))
    said: GuideSaid = closed(GuideSaid)
    n: int = 1
