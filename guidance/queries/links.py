"""Web addresses of published services: which to ask next, and which do not answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, or_, select

from core import clock
from guidance.models import Channel, Connection, LinkCheck, Service
from guidance.queries.desk import ours
from guidance.schemas import ChannelKind, LinkAnswer, Status
from policies.queries import policy

ON_THE_WEB = (ChannelKind.WEB, ChannelKind.FORM, ChannelKind.CHAT)
FAILED = (LinkAnswer.GONE, LinkAnswer.SILENT)
AGAIN_AFTER = timedelta(hours=20)
MOST_BROKEN = 100


@dataclass(frozen=True)
class BrokenLink:
    """An address that does not answer, and a service that leads there."""

    service_id: UUID
    address: str
    answer: LinkAnswer
    checked_at: datetime


def _published() -> Any:
    return (
        select(col(Channel.address))
        .join(Connection, col(Connection.channel_id) == col(Channel.id))
        .join(Service, col(Service.id) == col(Connection.service_id))
        .where(col(Channel.kind).in_(ON_THE_WEB), col(Service.status) == Status.PUBLISHED)
    )


def links_to_check(session: Session) -> list[str]:
    """Give the addresses to ask next: never asked, then failed last night, then the longest ago."""
    rules, now = policy().directory.links, clock.now()
    due = or_(
        col(LinkCheck.checked_at).is_(None),
        col(LinkCheck.checked_at) < now - timedelta(days=rules.every_days),
        (col(LinkCheck.failures) > 0) & (col(LinkCheck.checked_at) < now - AGAIN_AFTER),
    )
    rows = (
        _published()
        .outerjoin(LinkCheck, col(LinkCheck.address) == col(Channel.address))
        .where(due, col(Channel.address) != "")
        .group_by(col(Channel.address), col(LinkCheck.checked_at))
        .order_by(
            col(LinkCheck.checked_at).is_not(None), col(LinkCheck.checked_at), col(Channel.address)
        )
        .limit(rules.at_once)
    )
    return list(session.exec(rows).all())


def broken_links(session: Session, organisation_id: UUID | None) -> list[BrokenLink]:
    """List addresses that failed as often as the policy says, of entries that are ours to tend."""
    rows = (
        select(Service.id, LinkCheck)
        .join(Connection, col(Connection.service_id) == col(Service.id))
        .join(Channel, col(Channel.id) == col(Connection.channel_id))
        .join(LinkCheck, col(LinkCheck.address) == col(Channel.address))
        .where(
            col(Service.status) == Status.PUBLISHED,
            ours(organisation_id),
            col(LinkCheck.failures) >= policy().directory.links.broken_after,
        )
        .order_by(col(LinkCheck.address))
        .limit(MOST_BROKEN)
    )
    return [
        BrokenLink(service_id, one.address, one.answer, one.checked_at)
        for service_id, one in session.exec(rows).all()
    ]
