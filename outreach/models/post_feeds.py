"""Calendar addresses of posts."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from core.db import Table, classed, new_id


class PostFeed(Table, table=True):
    """A worker's calendar address of one campaign's posts, or of all they see.

    The secret in the address is shown once; its SHA-256 is kept.
    """

    __tablename__ = "outreach_post_feed"
    __data_class__: ClassVar[str] = "outreach.feed"

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    campaign_id: UUID | None = Field(
        default=None, foreign_key="outreach_campaign.id", ondelete="CASCADE"
    )
    secret_hash: str = classed("worker.secret", unique=True)
    label: str
    made_on: date
    last_used_on: date | None = None
    revoked_on: date | None = None
