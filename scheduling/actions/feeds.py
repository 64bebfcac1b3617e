"""A worker's calendar addresses: made, used, revoked."""

import secrets
from uuid import UUID

from sqlmodel import Session, col, delete

from core import clock
from core.identity import Actor, token_hash
from scheduling import queries
from scheduling.actions.moves import worker_of
from scheduling.errors import NotOnTeam, TooManyFeeds
from scheduling.models import Feed
from scheduling.schemas import FeedKind

MOST_FEEDS = 10
TOKEN_BYTES = 32


def create_feed(
    session: Session,
    actor: Actor,
    *,
    label: str,
    kind: FeedKind = FeedKind.MINE,
    line_id: UUID | None = None,
) -> str:
    """Make a calendar address and give its token, for the only time.

    Raises `TooManyFeeds`, or `NotOnTeam` for the calendar of somebody else's line.
    """
    worker_id = worker_of(actor)
    if line_id is not None and line_id not in actor.lines:
        raise NotOnTeam
    if len(queries.feeds(session, worker_id)) >= MOST_FEEDS:
        raise TooManyFeeds
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        Feed(
            worker_id=worker_id,
            token_hash=token_hash(token),
            label=label,
            kind=kind,
            line_id=line_id,
        )
    )
    return token


def revoke_feed(session: Session, actor: Actor, feed_id: UUID) -> None:
    """End a calendar address; it answers like one that never was. Raises `NoSuchFeed`."""
    feed = queries.own_feed(session, worker_of(actor), feed_id)
    feed.revoked_at = clock.now()
    session.add(feed)


def forget_feeds(session: Session, worker_id: UUID) -> None:
    """Delete the addresses of a worker who has left; an account opened again revives none."""
    session.exec(delete(Feed).where(col(Feed.worker_id) == worker_id))


def use_feed(session: Session, feed_id: UUID) -> None:
    """Note the day, and no more, on which an address was last asked."""
    feed = session.get_one(Feed, feed_id)
    feed.last_used_on = clock.local_day()
    session.add(feed)
