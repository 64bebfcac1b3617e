"""What has to be told to one who was told something before: a pure function."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from scheduling.schemas import FeedEvent


@dataclass(frozen=True)
class Known:
    """What somebody was told last of an event."""

    sequence: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class News:
    """Something to tell: an event as it is now, or that it is theirs no more."""

    event: FeedEvent
    is_off: bool


def news(events: Iterable[FeedEvent], known: Mapping[UUID, Known], at: datetime) -> list[News]:
    """Give what changed since it was told, in order of time; what is over is told no more.

    An event that is not theirs any more (somebody covers it) is called off with a higher number
    than the one that they know, as RFC 5546 wants it (2.1.4).
    """
    theirs = {event.uid: event for event in events if event.ends_at > at}
    told = [
        News(event, is_off=event.is_cancelled)
        for uid, event in theirs.items()
        if (uid in known and event.sequence > known[uid].sequence)
        or (uid not in known and not event.is_cancelled)
    ]
    gone = [
        News(_called_off(uid, was, at), is_off=True)
        for uid, was in known.items()
        if uid not in theirs and was.ends_at > at
    ]
    return sorted([*told, *gone], key=lambda one: (one.event.starts_at, one.event.uid))


def _called_off(uid: UUID, was: Known, at: datetime) -> FeedEvent:
    return FeedEvent(
        uid=uid,
        sequence=was.sequence + 1,
        updated_at=at,
        starts_at=was.starts_at,
        ends_at=was.ends_at,
        is_cancelled=True,
    )
