"""Calendar addresses."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from core import clock
from core.db import Table, classed, closed, moment, new_id
from scheduling.schemas.feeds import FeedKind


class Feed(Table, table=True):
    """A worker's calendar address, one per device. The token is shown once; its SHA-256 is kept."""

    __tablename__ = "scheduling_feed"
    __data_class__: ClassVar[str] = "scheduling.feed"
    __table_args__ = (
        CheckConstraint("(kind = 'line') = (line_id IS NOT NULL)", name="scheduling_feed_line"),
    )

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    kind: FeedKind = closed(FeedKind, FeedKind.MINE)
    line_id: UUID | None = Field(default=None, foreign_key="organisation_line.id")
    token_hash: str = classed("worker.secret", unique=True)
    label: str
    created_at: datetime = moment(default_factory=clock.now)
    last_used_on: date | None = None
    revoked_at: datetime | None = moment(None)
