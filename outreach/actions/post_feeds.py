"""Calendar addresses of posts: made, used, revoked."""

import secrets
from uuid import UUID

from sqlmodel import Session, col, delete

from core import clock
from core.identity import Actor, token_hash
from outreach.access import worker_of
from outreach.errors import NoSuchPostFeed, TooManyPostFeeds
from outreach.models import Campaign, PostFeed
from outreach.queries.post_feeds import post_feeds

MOST_FEEDS = 10
SECRET_BYTES = 32


def make_post_feed(session: Session, actor: Actor, label: str, campaign: Campaign | None) -> str:
    """Make a calendar address and give its secret, for the only time. Raises `TooManyPostFeeds`."""
    worker_id = worker_of(actor)
    if len(post_feeds(session, worker_id)) >= MOST_FEEDS:
        raise TooManyPostFeeds
    secret = secrets.token_urlsafe(SECRET_BYTES)
    session.add(
        PostFeed(
            worker_id=worker_id,
            campaign_id=campaign.id if campaign else None,
            secret_hash=token_hash(secret),
            label=label,
            made_on=clock.local_day(),
        )
    )
    return secret


def revoke_post_feed(session: Session, actor: Actor, feed_id: UUID) -> None:
    """End an address of one's own. Raises `NoSuchPostFeed`, also for somebody else's."""
    found = session.get(PostFeed, feed_id)
    if found is None or found.worker_id != actor.id:
        raise NoSuchPostFeed
    found.revoked_on = found.revoked_on or clock.local_day()


def use_post_feed(session: Session, feed_id: UUID) -> None:
    """Note the day, and no more, on which an address was last asked."""
    session.get_one(PostFeed, feed_id).last_used_on = clock.local_day()


def forget_post_feeds(session: Session, worker_id: UUID) -> None:
    """Delete the addresses of a worker who has left."""
    session.exec(delete(PostFeed).where(col(PostFeed.worker_id) == worker_id))
