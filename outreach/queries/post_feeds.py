"""Calendar addresses of posts, and what they show."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from core.identity import token_hash
from organisation.queries import language_of
from outreach.errors import NoSuchPostFeed
from outreach.models import Campaign, Post, PostFeed

BACK, AHEAD = timedelta(days=60), timedelta(days=180)


@dataclass(frozen=True)
class PostFeedOwner:
    """Whose address it is, of which campaign, in which language."""

    feed_id: UUID
    worker_id: UUID
    campaign_id: UUID | None
    language: str
    last_used_on: date | None


def post_feeds(session: Session, worker_id: UUID | None) -> list[PostFeed]:
    """List a worker's addresses that are not revoked."""
    own = select(PostFeed).where(
        PostFeed.worker_id == worker_id, col(PostFeed.revoked_on).is_(None)
    )
    return list(session.exec(own.order_by(col(PostFeed.made_on).desc(), PostFeed.label)).all())


def post_feed_owner(session: Session, secret: str) -> PostFeedOwner:
    """Find whose address it is.

    Raises `NoSuchPostFeed` for an unknown one, a revoked one and a closed account alike.
    """
    sought = select(PostFeed).where(PostFeed.secret_hash == token_hash(secret))
    found = session.exec(sought).first()
    language = language_of(session, found.worker_id) if found else None
    if found is None or language is None or found.revoked_on is not None:
        raise NoSuchPostFeed
    return PostFeedOwner(found.id, found.worker_id, found.campaign_id, language, found.last_used_on)


def fed_posts(session: Session, campaigns: list[Campaign]) -> list[Post]:
    """List the posts of these campaigns, from 60 days back to 180 ahead."""
    today = clock.local_day()
    found = select(Post).where(
        col(Post.campaign_id).in_([one.id for one in campaigns]),
        Post.planned_on >= today - BACK,
        Post.planned_on < today + AHEAD,
    )
    return list(session.exec(found.order_by(col(Post.planned_on), col(Post.id))).all())
