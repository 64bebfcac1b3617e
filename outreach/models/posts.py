"""Posts of campaigns, and who did what to them."""

from datetime import date, datetime, time
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from core import clock
from core.db import Table, closed, moment, new_id
from outreach.models.columns import json_column
from outreach.schemas.posts import PostDeed, PostState


class Post(Table, table=True):
    """One post: texts and the picture's description by language, and when it is to be out.

    The planned hour is Helsinki's. `sequence` and `updated_at` are what calendars know it by.
    """

    __tablename__ = "outreach_post"
    __data_class__: ClassVar[str] = "outreach.post"
    __table_args__ = (
        CheckConstraint("approved_by <> written_by", name="outreach_post_two_people"),
        CheckConstraint(
            "state NOT IN ('approved', 'posted') OR approved_by IS NOT NULL",
            name="outreach_post_approved",
        ),
    )

    id: UUID = new_id()
    campaign_id: UUID = Field(foreign_key="outreach_campaign.id", index=True, ondelete="CASCADE")
    channel_id: UUID | None = Field(
        default=None, foreign_key="outreach_channel.id", index=True, ondelete="SET NULL"
    )
    link_id: UUID | None = Field(
        default=None, foreign_key="outreach_link.id", index=True, ondelete="SET NULL"
    )
    title: str
    texts: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    has_picture: bool = False
    alts: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    planned_on: date = Field(index=True)
    planned_at: time | None = None
    state: PostState = closed(PostState, PostState.DRAFT)
    written_by: UUID = Field(foreign_key="organisation_worker.id", index=True)
    approved_by: UUID | None = Field(default=None, foreign_key="organisation_worker.id")
    posted_on: date | None = None
    sequence: int = 0
    updated_at: datetime = moment(default_factory=clock.now)


class PostMove(Table, table=True):
    """What somebody did to a post, on which day and, where it needs a reason, why."""

    __tablename__ = "outreach_post_move"
    __data_class__: ClassVar[str] = "outreach.post"
    __table_args__ = (UniqueConstraint("post_id", "position"),)

    id: UUID = new_id()
    post_id: UUID = Field(foreign_key="outreach_post.id", ondelete="CASCADE")
    position: int
    deed: PostDeed = closed(PostDeed)
    why: str = ""
    done_by: UUID = Field(foreign_key="organisation_worker.id", index=True)
    done_on: date
