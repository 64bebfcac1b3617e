"""Counts of referrals."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from guidance.models import ReactionCount, Referral
from guidance.schemas import CameOf


def referred(session: Session, line_ids: Iterable[UUID], first: date, last: date) -> int:
    """Count how often a service was named on these lines from `first` to `last`, both included."""
    counted = select(func.coalesce(func.sum(Referral.n), 0)).where(
        col(Referral.line_id).in_(list(line_ids)),
        col(Referral.day) >= first,
        col(Referral.day) <= last,
    )
    return int(session.exec(counted).one())


def reactions(session: Session, service_id: UUID) -> dict[CameOf, int]:
    """Count what came of a service, on all lines and days that are kept."""
    counted = (
        select(ReactionCount.said, func.sum(ReactionCount.n))
        .where(ReactionCount.service_id == service_id)
        .group_by(col(ReactionCount.said))
    )
    return {CameOf(said): int(n) for said, n in session.exec(counted).all()}
