"""What calendar programs are told."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class FeedDuty:
    """What a calendar needs to know of a duty; nobody else's name is in it."""

    uid: UUID
    sequence: int
    updated_at: datetime
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    line_name: dict[str, str]


@dataclass(frozen=True)
class FeedOwner:
    """Whose calendar an address opens, and in which language."""

    feed_id: UUID
    worker_id: UUID
    language: str
    last_used_on: date | None
