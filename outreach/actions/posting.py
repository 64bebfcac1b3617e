"""Posts: written, looked at by somebody else, approved, out, or withdrawn."""

from dataclasses import asdict
from uuid import UUID

from sqlmodel import Session, col, delete

from core import clock
from core.identity import Actor
from outreach.access import APPROVE_POST, worker_of
from outreach.errors import (
    ChangedMeanwhile,
    NotNowForThisPost,
    PostLacksSomething,
    ReasonNeeded,
    SecondReaderNeeded,
)
from outreach.models import Campaign, Post, PostMove, Producer
from outreach.queries.posts import gaps_of, moves_of, writers_of
from outreach.schemas.posts import STEPS, PostDeed, PostPlan, PostState, StepTold
from policies.actions import audit


def save_post(
    session: Session, actor: Actor, campaign: Campaign, plan: PostPlan, *, post: Post | None = None
) -> Post:
    """Write a post, or write a draft anew. Raises `NotNowForThisPost` for any but a draft."""
    saved = post or Post(
        campaign_id=campaign.id,
        title=plan.title,
        planned_on=plan.planned_on,
        written_by=worker_of(actor),
    )
    _refuse_out_of_turn(saved, PostDeed.WRITE)
    saved.sqlmodel_update(asdict(plan))
    session.add(saved)
    session.flush()
    if worker_of(actor) not in writers_of(session, saved.id):
        _note(session, actor, saved, PostDeed.WRITE)
    _touch(saved)
    return saved


def move_post(
    session: Session, actor: Actor, campaign: Campaign, post: Post, step: StepTold
) -> None:
    """Let a post take one of the steps of its table.

    What is approved is what was read.
    Raises `NotNowForThisPost`, `ReasonNeeded`, `ChangedMeanwhile`, `PostLacksSomething`,
    `SecondReaderNeeded`.
    """
    session.refresh(post, with_for_update=True)
    deed = step.deed
    _refuse_out_of_turn(post, deed)
    if STEPS[deed].needs_reason and not step.why:
        raise ReasonNeeded
    if deed is PostDeed.APPROVE:
        _approve(session, actor, campaign, post, step)
    post.state = STEPS[deed].end
    if post.state is PostState.DRAFT:
        post.approved_by = None
    if deed is PostDeed.POST:
        post.posted_on = clock.local_day()
    _note(session, actor, post, deed, why=step.why)
    _touch(post)


def _approve(
    session: Session, actor: Actor, campaign: Campaign, post: Post, step: StepTold
) -> None:
    if step.seen != str(post.sequence):
        raise ChangedMeanwhile
    if gaps_of(session, campaign, post):
        raise PostLacksSomething
    if worker_of(actor) in writers_of(session, post.id):
        raise SecondReaderNeeded
    post.approved_by = worker_of(actor)
    audit(session, actor, APPROVE_POST.name, f"post:{post.id}")


def _refuse_out_of_turn(post: Post, deed: PostDeed) -> None:
    if post.state not in STEPS[deed].start:
        raise NotNowForThisPost


def _note(session: Session, actor: Actor, post: Post, deed: PostDeed, *, why: str = "") -> None:
    position = len(moves_of(session, post.id))
    session.add(
        PostMove(
            post_id=post.id,
            position=position,
            deed=deed,
            why=why,
            done_by=worker_of(actor),
            done_on=clock.local_day(),
        )
    )


def _touch(post: Post) -> None:
    """Let calendars see that the post has changed (RFC 5545, 3.8.7.4)."""
    post.sequence += 1
    post.updated_at = clock.now()


def share_campaign(session: Session, campaign: Campaign, producers: set[UUID]) -> None:
    """Let exactly these outside producers see a campaign (R64)."""
    session.exec(delete(Producer).where(col(Producer.campaign_id) == campaign.id))
    session.add_all(Producer(campaign_id=campaign.id, worker_id=one) for one in producers)


def forget_producer(session: Session, worker_id: UUID) -> None:
    """Share nothing any more with a producer who has left."""
    session.exec(delete(Producer).where(col(Producer.worker_id) == worker_id))
