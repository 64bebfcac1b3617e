"""Who is told of their duties and appointments by which way, and what they know already."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from organisation import queries as organisation
from policies.telling import Reader
from scheduling.models import Delivery, Told
from scheduling.queries.feeds import feed_events
from scheduling.schemas import FeedOwner
from scheduling.schemas.deliveries import DeliveryKind
from scheduling.telling import Known, News, news

NEW = UUID(int=0)


def deliveries(session: Session) -> Sequence[Delivery]:
    """List every way in which somebody is told."""
    return session.exec(select(Delivery).order_by(col(Delivery.made_at))).all()


def own_delivery(session: Session, worker_id: UUID, kind: DeliveryKind) -> Delivery | None:
    """Give the way of this kind in which a worker is told, if there is one."""
    own = select(Delivery).where(Delivery.worker_id == worker_id, Delivery.kind == kind)
    return session.exec(own).first()


def to_tell(session: Session, delivery: Delivery) -> tuple[Reader | None, list[News]]:
    """Give who is told, and what they do not know yet; nobody once they have left."""
    worker = organisation.worker(session, delivery.worker_id)
    if worker is None or not worker.is_active:
        return None, []
    owner = FeedOwner(NEW, worker.id, worker.language, None)
    told = select(Told).where(Told.delivery_id == delivery.id)
    known = {
        one.uid: Known(one.sequence, one.starts_at, one.ends_at) for one in session.exec(told).all()
    }
    told_now = news(feed_events(session, owner), known, clock.now())
    return Reader(worker.email, worker.language), told_now


def over(session: Session) -> Sequence[UUID]:
    """Name what was told of events that are over."""
    past = select(Told.id).where(col(Told.ends_at) < clock.now() - timedelta(days=1))
    return session.exec(past).all()
