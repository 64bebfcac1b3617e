"""What calendar programs are told."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class FeedKind(StrEnum):
    """What an address shows: a worker's own, that they are busy and no more, or a line's duties."""

    MINE = "mine"
    BUSY = "busy"
    LINE = "line"


@dataclass(frozen=True)
class FeedEvent:
    """What a calendar needs to know of a duty or an appointment; no visitor has a name here.

    `what` is the line's name or the appointment's; `who` is a colleague, in a line's calendar only.
    """

    uid: UUID
    sequence: int
    updated_at: datetime
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    is_duty: bool = True
    what: str = ""
    who: str = ""


@dataclass(frozen=True)
class FeedOwner:
    """Whose calendar an address opens, what it shows, and in which language."""

    feed_id: UUID
    worker_id: UUID
    language: str
    last_used_on: date | None
    kind: FeedKind = FeedKind.MINE
    line_id: UUID | None = None
