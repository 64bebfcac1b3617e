"""Asking all the same: how often, what and why. No text, no conversation, no worker is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from core import clock
from core.db import add_up
from policies.current import current
from policies.guard.kinds import Asked, Reason
from policies.models import OverrideCount


@dataclass(frozen=True)
class Overrides:
    """How often something was asked for a reason, since a day."""

    asked: Asked
    reason: Reason
    n: int


def count_override(session: Session, asked: Iterable[Asked], reason: Reason) -> None:
    """Count that a worker asks for what the policy says must not be asked, and why."""
    for one in sorted(set(asked) & current().chat.anonymous.must_not_ask):
        add_up(session, OverrideCount, {"day": clock.local_day(), "asked": one, "reason": reason})


def overrides(session: Session, since: date) -> list[Overrides]:
    """Sum the counts since a day, the most frequent first."""
    total = func.sum(OverrideCount.n)
    found = session.exec(
        select(OverrideCount.asked, OverrideCount.reason, total)
        .where(col(OverrideCount.day) >= since)
        .group_by(col(OverrideCount.asked), col(OverrideCount.reason))
        .order_by(total.desc(), col(OverrideCount.asked), col(OverrideCount.reason))
    ).all()
    return [Overrides(Asked(asked), Reason(reason), int(n)) for asked, reason, n in found]
