"""Making sure that an entry is true, and telling how much room a service has."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, delete, select

from core import clock
from core.events import record
from core.identity import Actor
from guidance import queries
from guidance.actions.history import remember_checked
from guidance.events import ServiceChanged, ServiceVerified
from guidance.models import Capacity, Service, Verification
from guidance.said import Room
from guidance.schemas import FieldGroup, Method
from policies.queries import policy


def verify(
    session: Session, service: Service, groups: Iterable[FieldGroup], method: Method
) -> None:
    """Remember that somebody made sure of parts of an entry today.

    Each part is fresh for the days that the policy gives it.
    """
    today, days, parts = clock.local_day(), policy().directory.fresh_days, list(groups)
    if not parts:
        return
    for group in parts:
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


def confirm(
    session: Session, actor: Actor, service: Service, group: FieldGroup, method: Method
) -> None:
    """Remember that an editor found one part of an entry still correct today, and who it was."""
    before = queries.expiries(session, service.id)[group]
    verify(session, service, [group], method)
    after = queries.expiries(session, service.id)[group]
    remember_checked(session, actor, service.id, {group: (before, after)})


def verify_many(session: Session, service_ids: Iterable[UUID]) -> None:
    """Remember that services were read from their source today.

    A register may repeat old hours for years: that is no proof as a call is, so hours and contact
    that somebody here made sure of keep their own day.
    """
    ids, today, days = list(service_ids), clock.local_day(), policy().directory.fresh_days
    ours = select(Verification.service_id, Verification.group).where(
        col(Verification.service_id).in_(ids), col(Verification.method) != Method.UPSTREAM
    )
    kept = {(one, group) for one, group in session.exec(ours).all()}
    session.exec(
        delete(Verification).where(
            col(Verification.service_id).in_(ids), col(Verification.method) == Method.UPSTREAM
        )
    )
    rows = [
        {
            "service_id": one,
            "group": group,
            "method": Method.UPSTREAM,
            "verified_on": today,
            "expires_on": today + timedelta(days=getattr(days, group)),
        }
        for one in ids
        for group in FieldGroup
        if (one, group) not in kept
    ]
    if rows:
        session.connection().execute(Verification.__table__.insert(), rows)  # type: ignore[attr-defined]


def tell_capacity(session: Session, service: Service, told: Iterable[Room]) -> None:
    """Replace what a service tells about the room it has, as of now."""
    session.exec(delete(Capacity).where(col(Capacity.service_id) == service.id))
    for one in told:
        session.add(Capacity(service_id=service.id, **vars(one)))
    service.changed_at = clock.now()
    session.add(service)
    session.flush()
    record(session, ServiceChanged(service_id=service.id))
