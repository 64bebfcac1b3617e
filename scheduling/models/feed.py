"""Calendar addresses."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from core import clock
from core.db import Table, classed, moment, new_id


class Feed(Table, table=True):
    """A worker's calendar address, one per device. The token is shown once; its SHA-256 is kept."""

    __tablename__ = "scheduling_feed"
    __data_class__: ClassVar[str] = "scheduling.feed"

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    token_hash: str = classed("worker.secret", unique=True)
    label: str
    created_at: datetime = moment(default_factory=clock.now)
    last_used_on: date | None = None
    revoked_at: datetime | None = moment(None)
