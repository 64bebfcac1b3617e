"""Calendar addresses and what they show."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, or_, select

from core import clock
from core.identity import token_hash
from organisation import queries as organisation
from scheduling.errors import NoSuchFeed
from scheduling.models import Duty, Feed, Shift
from scheduling.queries.handed_on import handed_on
from scheduling.schemas import FeedDuty, FeedOwner
from scheduling.states import DutyState

BACK = timedelta(days=30)
AHEAD = timedelta(days=180)
CANCELLED_SHOWN = timedelta(days=14)

GONE = (DutyState.CANCELLED, DutyState.EXCUSED)
STANDING = (DutyState.CLAIMED, DutyState.CHECKED_IN, DutyState.DONE)


def feeds(session: Session, worker_id: UUID) -> Sequence[Feed]:
    """List a worker's addresses that are not revoked, the newest first."""
    own = select(Feed).where(Feed.worker_id == worker_id, col(Feed.revoked_at).is_(None))
    return session.exec(own.order_by(col(Feed.created_at).desc())).all()


def own_feed(session: Session, worker_id: UUID, feed_id: UUID) -> Feed:
    """Find a worker's own address. Raises `NoSuchFeed`, also for somebody else's."""
    feed = session.get(Feed, feed_id)
    if feed is None or feed.worker_id != worker_id or feed.revoked_at is not None:
        raise NoSuchFeed
    return feed


def feed_owner(session: Session, token: str) -> FeedOwner:
    """Find whose calendar a token opens.

    Raises `NoSuchFeed` for an unknown token, a revoked one and a closed account alike.
    """
    feed = session.exec(select(Feed).where(Feed.token_hash == token_hash(token))).first()
    if feed is None or feed.revoked_at is not None:
        raise NoSuchFeed
    worker = organisation.worker(session, feed.worker_id)
    if worker is None or not worker.is_active:
        raise NoSuchFeed
    return FeedOwner(feed.id, worker.id, worker.language, feed.last_used_on)


def feed_duties(session: Session, worker_id: UUID) -> list[FeedDuty]:
    """Give a worker's duties from 30 days back to 180 ahead; cancelled ones for 14 days."""
    at = clock.now()
    shown = (
        select(Duty, Shift)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(
            Duty.worker_id == worker_id,
            col(Shift.ends_at) > at - BACK,
            col(Shift.starts_at) < at + AHEAD,
            or_(
                col(Duty.state).in_(STANDING),
                col(Duty.state).in_(GONE) & (col(Duty.updated_at) > at - CANCELLED_SHOWN),
            ),
        )
        .order_by(col(Shift.starts_at), col(Duty.uid))
    )
    names = {line.id: line.name for line in organisation.lines(session)}
    own = [_feed_duty(duty, shift, names) for duty, shift in session.exec(shown).all()]
    return [*handed_on(session, worker_id, at - CANCELLED_SHOWN, names), *own]


def _feed_duty(duty: Duty, shift: Shift, names: dict[UUID, dict[str, str]]) -> FeedDuty:
    return FeedDuty(
        uid=duty.uid,
        sequence=duty.sequence,
        updated_at=duty.updated_at,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        is_cancelled=duty.state in GONE,
        line_name=names.get(shift.line_id, {}),
    )
