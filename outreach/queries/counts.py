"""What was counted: links by day, steps by line and month."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from core.clock import month_starts
from outreach.models import Link, LinkCount, StageCount, StageMonth
from outreach.schemas import CountKind, Kinds, Span, Stage


def link_totals(session: Session, link_ids: Iterable[UUID], span: Span) -> dict[UUID, Kinds]:
    """Sum each link's counts over a span."""
    found = (
        select(LinkCount.link_id, LinkCount.kind, func.sum(LinkCount.n))
        .where(
            col(LinkCount.link_id).in_(list(link_ids)),
            LinkCount.day >= span.first,
            LinkCount.day < span.end,
        )
        .group_by(col(LinkCount.link_id), col(LinkCount.kind))
    )
    sums: dict[UUID, Kinds] = {}
    for link_id, kind, n in session.exec(found).all():
        sums.setdefault(link_id, Counter())[CountKind(kind)] = int(n)
    return sums


def days_of_link(
    session: Session, link_ids: Iterable[UUID], span: Span
) -> dict[UUID, Counter[date]]:
    """Count openings and scans of each link by day: what people did, previews left out."""
    found = (
        select(col(LinkCount.link_id), col(LinkCount.day), func.sum(LinkCount.n))
        .where(
            col(LinkCount.link_id).in_(list(link_ids)),
            col(LinkCount.kind).in_([CountKind.OPENED, CountKind.SCANNED]),
            LinkCount.day >= span.first,
            LinkCount.day < span.end,
        )
        .group_by(col(LinkCount.link_id), col(LinkCount.day))
    )
    days: dict[UUID, Counter[date]] = {}
    for link_id, day, n in session.exec(found).all():
        days.setdefault(link_id, Counter())[day] = int(n)
    return days


def campaign_totals(
    session: Session, campaign_ids: Iterable[UUID], span: Span
) -> dict[UUID, Kinds]:
    """Sum the counts of each campaign's links over a span."""
    found = (
        select(Link.campaign_id, LinkCount.kind, func.sum(LinkCount.n))
        .join(Link, col(Link.id) == col(LinkCount.link_id))
        .where(
            col(Link.campaign_id).in_(list(campaign_ids)),
            LinkCount.day >= span.first,
            LinkCount.day < span.end,
        )
        .group_by(col(Link.campaign_id), col(LinkCount.kind))
    )
    sums: dict[UUID, Kinds] = {}
    for campaign_id, kind, n in session.exec(found).all():
        if campaign_id is not None:
            sums.setdefault(campaign_id, Counter())[CountKind(kind)] = int(n)
    return sums


def line_links(session: Session, line_ids: Iterable[UUID], span: Span) -> dict[UUID, Kinds]:
    """Sum the counts of the links that lead to each line over a span."""
    found = (
        select(Link.line_id, LinkCount.kind, func.sum(LinkCount.n))
        .join(Link, col(Link.id) == col(LinkCount.link_id))
        .where(
            col(Link.line_id).in_(list(line_ids)),
            LinkCount.day >= span.first,
            LinkCount.day < span.end,
        )
        .group_by(col(Link.line_id), col(LinkCount.kind))
    )
    sums: dict[UUID, Kinds] = {}
    for line_id, kind, n in session.exec(found).all():
        sums.setdefault(line_id, Counter())[CountKind(kind)] = int(n)
    return sums


def line_stages(
    session: Session, line_ids: Iterable[UUID], span: Span
) -> dict[UUID, Counter[Stage]]:
    """Sum each line's steps over a span of whole months, whichever campaign they came from."""
    found = (
        select(StageMonth.line_id, StageMonth.stage, func.sum(StageMonth.n))
        .where(
            col(StageMonth.line_id).in_(list(line_ids)),
            StageMonth.month >= span.first,
            StageMonth.month < span.end,
        )
        .group_by(col(StageMonth.line_id), col(StageMonth.stage))
    )
    sums: dict[UUID, Counter[Stage]] = {}
    for line_id, stage, n in session.exec(found).all():
        sums.setdefault(line_id, Counter())[Stage(stage)] = int(n)
    return sums


def campaign_steps(session: Session, campaign_id: UUID, stage: Stage, span: Span) -> int:
    """Count a step that began at a campaign's links (`OF_CAMPAIGNS`), in the months of a span."""
    found = select(func.sum(StageCount.n)).where(
        StageCount.campaign_id == campaign_id,
        StageCount.stage == stage,
        StageCount.day >= month_starts(span.first),
        StageCount.day < span.end,
    )
    return int(session.exec(found).one() or 0)


def first_month(session: Session, line_ids: Iterable[UUID]) -> date | None:
    """Give the first month that anything was counted in, None before the first count."""
    ids = list(line_ids)
    stages = select(func.min(StageMonth.month)).where(col(StageMonth.line_id).in_(ids))
    links = select(func.min(LinkCount.day)).join(Link, col(Link.id) == col(LinkCount.link_id))
    found: list[date | None] = [
        session.exec(stages).one(),
        session.exec(links.where(col(Link.line_id).in_(ids))).one(),
    ]
    days = [day for day in found if day is not None]
    return min(days).replace(day=1) if days else None
