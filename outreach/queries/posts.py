"""Posts: a campaign's own, those of a span of days, and what one still lacks."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from outreach.models import Campaign, Channel, Post, PostMove
from outreach.queries.records import IN_USE
from outreach.schemas import Span
from outreach.schemas.posts import PostDeed, PostGap, PostShown, PostState


def posts_of(session: Session, campaign: Campaign) -> list[PostShown]:
    """List a campaign's posts by their planned day."""
    return _shown(session, select(Post).where(Post.campaign_id == campaign.id), [campaign])


def posts_between(session: Session, campaigns: list[Campaign], span: Span) -> list[PostShown]:
    """List the posts of these campaigns that are planned within a span, withdrawn ones left out."""
    found = select(Post).where(
        col(Post.campaign_id).in_([one.id for one in campaigns]),
        Post.planned_on >= span.first,
        Post.planned_on < span.end,
        Post.state != PostState.WITHDRAWN,
    )
    return _shown(session, found, campaigns)


def _shown(session: Session, found: object, campaigns: Iterable[Campaign]) -> list[PostShown]:
    titles = {one.id: one.title for one in campaigns}
    posts: list[Post] = list(session.exec(found).all())  # type: ignore[call-overload]
    wanted = {one.channel_id for one in posts if one.channel_id}
    named = select(Channel.id, Channel.name).where(col(Channel.id).in_(wanted))
    channels: dict[UUID | None, str] = dict(session.exec(named).all())
    shown = [
        PostShown(
            one.id,
            one.title,
            titles[one.campaign_id],
            channels.get(one.channel_id, ""),
            one.planned_on,
            one.planned_at,
            one.state,
        )
        for one in posts
    ]
    return sorted(shown, key=lambda one: (one.starts, one.title))


def moves_of(session: Session, post_id: UUID) -> list[PostMove]:
    """List what was done to a post, the first first."""
    found = select(PostMove).where(PostMove.post_id == post_id)
    return list(session.exec(found.order_by(col(PostMove.position))).all())


def writers_of(session: Session, post_id: UUID) -> set[UUID]:
    """Name everybody who has written a post's words: none of them approves it."""
    return {one.done_by for one in moves_of(session, post_id) if one.deed is PostDeed.WRITE}


def gaps_of(session: Session, campaign: Campaign, post: Post) -> list[PostGap]:
    """List what a post lacks before it can be approved: a text or the picture in words.

    Both are needed in every language of its campaign, and a channel must be in use and not dark.
    """
    channel = session.get(Channel, post.channel_id) if post.channel_id else None
    lacks = {
        PostGap.TEXT: not _in_all(post.texts, campaign.languages),
        PostGap.ALT: post.has_picture and not _in_all(post.alts, campaign.languages),
        PostGap.CHANNEL: channel is not None
        and (channel.state not in IN_USE or channel.is_dark(clock.local_day())),
    }
    return [gap for gap, is_lacking in lacks.items() if is_lacking]


def _in_all(texts: dict[str, str], languages: list[str]) -> bool:
    return all(texts.get(code) for code in languages)
