"""Workers' own calendars, as far as we know them: when they are busy."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from scheduling.errors import NoSuchCalendar
from scheduling.hours import Span
from scheduling.models import BusySource, BusyTime


def busy_sources(session: Session, worker_id: UUID) -> Sequence[BusySource]:
    """List a worker's own calendars."""
    own = select(BusySource).where(BusySource.worker_id == worker_id)
    return session.exec(own.order_by(col(BusySource.label))).all()


def own_busy_source(session: Session, worker_id: UUID, source_id: UUID) -> BusySource:
    """Find a worker's own calendar. Raises `NoSuchCalendar`, also for somebody else's."""
    found = session.get(BusySource, source_id)
    if found is None or found.worker_id != worker_id:
        raise NoSuchCalendar
    return found


def busy_times(session: Session, workers: Collection[UUID], whole: Span) -> dict[UUID, list[Span]]:
    """Give when workers are busy elsewhere, within a span."""
    rows = select(BusyTime.worker_id, BusyTime.starts_at, BusyTime.ends_at).where(
        col(BusyTime.worker_id).in_(workers),
        col(BusyTime.starts_at) < whole.ends_at,
        col(BusyTime.ends_at) > whole.starts_at,
    )
    found: dict[UUID, list[Span]] = defaultdict(list)
    for worker_id, starts_at, ends_at in session.exec(rows).all():
        found[worker_id].append(Span(starts_at, ends_at))
    return found


def calendars_to_read(session: Session) -> Sequence[BusySource]:
    """List every worker's calendars that have an address."""
    return session.exec(select(BusySource).where(col(BusySource.address).is_not(None))).all()
