"""What waits for a worker in this room: a word to say, something to read, to tell or to put out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from core import clock
from core.access import may
from core.identity import Actor
from outreach.access import APPROVE, APPROVE_POST, EDIT, POST, RELEASE, campaigns_seen
from outreach.actions.requesting import is_their_turn
from outreach.models import Channel, Post, Release
from outreach.queries.checkins import sheets_waiting
from outreach.queries.posts import moves_of, writers_of
from outreach.queries.requests import has_lapsed, requests_waiting
from outreach.schemas.posts import PostDeed, PostState

LATELY = timedelta(days=180)


class Wait(StrEnum):
    """What somebody is to do next."""

    DECIDE = "decide"
    LOOK_AGAIN = "look_again"
    READ = "read"
    WRITE_ANEW = "write_anew"
    PUT_OUT = "put_out"
    TELL = "tell"
    AGREE = "agree"
    LOOK_BACK = "look_back"


@dataclass(frozen=True)
class Waits:
    """One thing that waits: what it is about by its name and id, or by its month."""

    what: Wait
    name: str
    id: str


def waiting_for(session: Session, actor: Actor) -> list[Waits]:
    """List what only this worker, or one like them, can bring on; nothing of it is an alarm."""
    return [
        *_decisions(session, actor),
        *_posts(session, actor),
        *(Waits(Wait.TELL, one.name, str(one.id)) for one in sheets_waiting(session, actor.id)),
        *_releases(session, actor),
        *_campaigns(session, actor),
    ]


def _decisions(session: Session, actor: Actor) -> Iterator[Waits]:
    """Requests at a step that the actor speaks for (R68), and channels that went dark (R72)."""
    if not may(actor, APPROVE):
        return
    for channel, request in requests_waiting(session, actor.organisation_id):
        if not has_lapsed(request) and is_their_turn(session, actor, request):
            yield Waits(Wait.DECIDE, channel.name, str(channel.id))
    own = select(Channel).where(Channel.organisation_id == actor.organisation_id)
    for channel in session.exec(own.order_by(Channel.name)).all():
        if channel.is_dark(clock.local_day()):
            yield Waits(Wait.LOOK_AGAIN, channel.name, str(channel.id))


def _posts(session: Session, actor: Actor) -> Iterator[Waits]:
    """Others' posts to read, one's own that came back, and those whose day has passed."""
    seen = {one.id for one in campaigns_seen(session, actor)}
    open_ones = col(Post.state).in_([PostState.DRAFT, PostState.REVIEW, PostState.APPROVED])
    found = select(Post).where(open_ones, col(Post.campaign_id).in_(seen))
    for post in session.exec(found.order_by(col(Post.planned_on))).all():
        what = _next(session, actor, post)
        if what:
            yield Waits(what, post.title, str(post.id))


def _next(session: Session, actor: Actor, post: Post) -> Wait | None:
    is_ours = may(actor, POST)
    if post.state is PostState.REVIEW:
        reads = may(actor, APPROVE_POST) and actor.id not in writers_of(session, post.id)
        return Wait.READ if reads else None
    if post.state is PostState.APPROVED:
        return Wait.PUT_OUT if is_ours and post.planned_on < clock.local_day() else None
    came_back = moves_of(session, post.id)[-1:]
    is_returned = bool(came_back) and came_back[0].deed is PostDeed.RETURN
    return Wait.WRITE_ANEW if is_returned and post.written_by == actor.id else None


def _releases(session: Session, actor: Actor) -> Iterator[Waits]:
    """Months of which a protected figure waits for a second person."""
    if not may(actor, RELEASE):
        return
    asked = select(Release).where(
        Release.organisation_id == actor.organisation_id,
        col(Release.agreed_at).is_(None),
        Release.asked_by != actor.id,
    )
    for month in sorted({one.month for one in session.exec(asked).all()}):
        yield Waits(Wait.AGREE, f"{month:%m/%Y}", f"{month:%Y-%m}")


def _campaigns(session: Session, actor: Actor) -> Iterator[Waits]:
    """Campaigns that are over and were not looked back on; after half a year nobody does."""
    if not may(actor, EDIT):
        return
    today = clock.local_day()
    for one in campaigns_seen(session, actor):
        is_recent = one.ends_on is None or one.ends_on > today - LATELY
        if is_recent and one.is_over(today) and one.looked_back_on is None:
            yield Waits(Wait.LOOK_BACK, one.title, str(one.id))
