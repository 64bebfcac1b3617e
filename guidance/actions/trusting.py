"""Making sure that an entry is true, and telling how much room a service has."""

from collections.abc import Iterable
from datetime import timedelta

from sqlmodel import Session, col, delete

from core import clock
from core.events import record
from guidance.events import ServiceVerified
from guidance.models import Capacity, Service, Verification
from guidance.schemas import FieldGroup, Method
from policies.queries import policy


def verify(
    session: Session, service: Service, groups: Iterable[FieldGroup], method: Method
) -> None:
    """Remember that somebody made sure of parts of an entry today.

    Each part is fresh for the days that the policy gives it.
    """
    today, days = clock.local_day(), policy().directory.fresh_days
    for group in groups:
        session.merge(
            Verification(
                service_id=service.id,
                group=group,
                method=method,
                verified_on=today,
                expires_on=today + timedelta(days=getattr(days, group)),
            )
        )
    service.verified_on = today
    session.add(service)
    session.flush()
    record(session, ServiceVerified(service_id=service.id, method=str(method)))


def tell_capacity(session: Session, service: Service, told: Iterable[Capacity]) -> None:
    """Replace what a service tells about the room it has."""
    session.exec(delete(Capacity).where(col(Capacity.service_id) == service.id))
    for one in told:
        one.service_id, one.told_at = service.id, clock.now()
        session.add(one)
    session.flush()
