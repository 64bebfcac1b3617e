"""How fresh entries are, and how much room services have."""

from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from guidance.models import Capacity, Service, Verification
from guidance.schemas import FieldGroup, Status
from policies.queries import policy


def capacities(session: Session, service_id: UUID) -> list[Capacity]:
    """List what a service told about the room it has."""
    told = select(Capacity).where(Capacity.service_id == service_id).order_by(col(Capacity.unit))
    return list(session.exec(told).all())


def room_now(session: Session, service_id: UUID) -> list[Capacity]:
    """List the room that a service told of lately: what was free long ago helps nobody."""
    oldest = clock.now() - timedelta(days=policy().directory.room_days)
    return [one for one in capacities(session, service_id) if one.told_at >= oldest]


def verifications(session: Session, service_id: UUID) -> dict[FieldGroup, Verification]:
    """Give when each part of an entry was last made sure of; a part that never was is missing."""
    known = select(Verification).where(Verification.service_id == service_id)
    return {one.group: one for one in session.exec(known).all()}


def grown_old(session: Session, day: date, limit: int = 100) -> list[tuple[UUID, FieldGroup, date]]:
    """List parts of published entries that nobody has made sure of in time, oldest first."""
    old = (
        select(
            col(Verification.service_id),
            col(Verification.group),
            col(Verification.expires_on),
        )
        .join(Service, col(Service.id) == col(Verification.service_id))
        .where(col(Verification.expires_on) < day, Service.status == Status.PUBLISHED)
        .order_by(col(Verification.expires_on), col(Verification.service_id))
        .limit(limit)
    )
    return [(one, group, until) for one, group, until in session.exec(old).all()]
