"""Channels, campaigns, their change logs and links."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from core.clock import local_day
from organisation.queries import all_lines, lines
from outreach.models import Campaign, Change, Channel, Link, Producer, StageMonth
from outreach.schemas import ChannelState, LineShown

IN_USE = (ChannelState.APPROVED, ChannelState.ACTIVE)


def lines_here(session: Session, organisation_id: UUID | None) -> list[LineShown]:
    """List the live lines of an organisation in their order."""
    return [
        LineShown(id=line.id, slug=line.slug, name=line.name)
        for line in lines(session)
        if line.organisation_id == organisation_id
    ]


def lines_counted(session: Session, organisation_id: UUID | None) -> list[LineShown]:
    """List the lines that figures tell of: live ones, and others once anything was counted.

    A line that is no longer shown to visitors keeps its past: a report of last year stays as it
    was, and no sum loses a line from which the others' protected figures could be worked out.
    """
    every = all_lines(session, organisation_id) if organisation_id else []
    hidden = [line.id for line in every if not line.is_live]
    past = select(StageMonth.line_id).where(col(StageMonth.line_id).in_(hidden)).distinct()
    kept = set(session.exec(past).all()) if hidden else set()
    return [
        LineShown(id=line.id, slug=line.slug, name=line.name)
        for line in every
        if line.is_live or line.id in kept
    ]


def channels(session: Session, organisation_id: UUID | None) -> list[Channel]:
    """List an organisation's channels by name."""
    found = select(Channel).where(Channel.organisation_id == organisation_id).order_by(Channel.name)
    return list(session.exec(found).all())


def channels_in_use(session: Session, organisation_id: UUID | None) -> list[Channel]:
    """List the channels that a new link may be made for."""
    return [channel for channel in channels(session, organisation_id) if channel.state in IN_USE]


def campaigns(session: Session, organisation_id: UUID | None) -> list[Campaign]:
    """List an organisation's campaigns, the newest first."""
    found = select(Campaign).where(Campaign.organisation_id == organisation_id)
    return list(session.exec(found.order_by(col(Campaign.starts_on).desc(), Campaign.title)).all())


def producers_of(session: Session, campaign_ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """List the outside producers with whom each campaign is shared."""
    shared: dict[UUID, list[UUID]] = defaultdict(list)
    found = select(Producer).where(col(Producer.campaign_id).in_(list(campaign_ids)))
    for one in session.exec(found).all():
        shared[one.campaign_id].append(one.worker_id)
    return shared


def changes(session: Session, campaign_id: UUID) -> list[Change]:
    """List a campaign's change log, the newest first."""
    found = select(Change).where(Change.campaign_id == campaign_id).order_by(col(Change.day).desc())
    return list(session.exec(found).all())


def links_of(session: Session, campaign_id: UUID) -> list[Link]:
    """List a campaign's links, those in use longest first."""
    found = (
        select(Link)
        .where(Link.campaign_id == campaign_id)
        .order_by(col(Link.active_from), Link.placement)
    )
    return list(session.exec(found).all())


def links_for_channel(session: Session, channel_id: UUID) -> list[Link]:
    """List the links that stand on a channel, whichever campaign they belong to."""
    found = select(Link).where(Link.channel_id == channel_id)
    return list(session.exec(found.order_by(col(Link.active_from), Link.placement)).all())


def is_counted(session: Session, link: Link) -> bool:
    """Whether a link is in use today, and its channel has not gone dark (R72)."""
    today = local_day()
    if not link.is_active(today) or link.channel_id is None:
        return link.is_active(today)
    channel = session.get(Channel, link.channel_id)
    return channel is None or not channel.is_dark(today)


# A poster in the bus is scanned by many at once: built once and without the ORM (`bench.links`).
_links, _channels = Link.__table__, Channel.__table__  # type: ignore[attr-defined]
_by_code = (
    select_columns(_links, _channels.c.state, _channels.c.review_on)
    .select_from(_links.outerjoin(_channels, _links.c.channel_id == _channels.c.id))
    .where(_links.c.code == bindparam("sought"))
)


@dataclass(frozen=True, slots=True)
class Way:
    """A link as a visit sees it."""

    link_id: UUID
    code: str
    line_id: UUID
    is_counted: bool
    target: str | None


def way_of(session: Session, code: str) -> Way | None:
    """Find where a code leads and whether it is counted today, in one question."""
    row = session.connection().execute(_by_code, {"sought": code.lower()}).first()
    if row is None:
        return None
    today = local_day()
    is_active = row.active_from <= today and (row.active_until is None or today <= row.active_until)
    is_dark = row.state in IN_USE and row.review_on is not None and row.review_on < today
    return Way(row.id, row.code, row.line_id, is_active and not is_dark, row.target)


def link_by_code(session: Session, code: str) -> Link | None:
    """Find a link by the code of its address; capitals make no difference on a poster."""
    return session.exec(select(Link).where(Link.code == code.lower())).first()
