"""Counting that a service was named, and what came of it."""

from uuid import UUID

from sqlmodel import Session, select

from core import clock
from core.db import add_up
from core.events import record
from guidance import queries
from guidance.events import ServiceReacted, ServiceReferred
from guidance.models import ReactionCount, Referral
from guidance.schemas import CameOf, Reaction, ReferralKind


def refer(session: Session, *, service_id: UUID, line_id: UUID, kind: ReferralKind) -> Referral:
    """Count that a service was named on a line today, and nothing about to whom.

    Raises `NoSuchService`.
    """
    name = queries.published(session, service_id).text("fi").name
    day = clock.local_day()
    named = {"day": day, "line_id": line_id, "service_id": service_id, "kind": kind}
    add_up(session, Referral, named)
    counted = session.exec(select(Referral).filter_by(**named).with_for_update()).one()
    session.refresh(counted)
    counted.service_name = counted.service_name or name
    session.add(counted)
    record(
        session, ServiceReferred(line_id=line_id, service_id=service_id, kind=str(kind), day=day)
    )
    return counted


def react(session: Session, *, service_id: UUID, line_id: UUID, said: Reaction) -> None:
    """Count what somebody says came of a service, and nothing about who. Raises `NoSuchService`."""
    queries.entry(session, service_id)
    day = clock.local_day()
    named = {"day": day, "line_id": line_id, "service_id": service_id, "said": CameOf(said)}
    add_up(session, ReactionCount, named)
    record(session, ServiceReacted(line_id=line_id, service_id=service_id, said=str(said), day=day))
