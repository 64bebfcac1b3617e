"""Asking all the same: how often, what and why. No text, no conversation, no worker is kept."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from core import clock
from core.db import add_up
from policies.current import current
from policies.disclosure import ProtectedTable, protect_table
from policies.guard.kinds import Asked, Reason
from policies.models import OverrideCount


@dataclass(frozen=True)
class OverrideMonth:
    """What was asked all the same in a month that has ended, by thing and reason, protected."""

    month: date
    table: ProtectedTable


def count_override(session: Session, asked: Iterable[Asked], reason: Reason) -> None:
    """Count that a worker asks for what the policy says must not be asked, and why."""
    for one in sorted(set(asked) & current().chat.anonymous.must_not_ask):
        add_up(session, OverrideCount, {"day": clock.local_day(), "asked": one, "reason": reason})


def override_months(session: Session) -> list[OverrideMonth]:
    """Give the last twelve months that have ended, the newest first, each protected as a table.

    The month that goes on is not told: two looks at it would give a single question away.
    """
    until = clock.month_starts(clock.local_day())
    since = until.replace(year=until.year - 1)
    found = session.exec(
        select(OverrideCount).where(col(OverrideCount.day) >= since, col(OverrideCount.day) < until)
    ).all()
    months: dict[date, dict[str, Counter[str]]] = {}
    for one in found:
        rows = months.setdefault(clock.month_starts(one.day), {})
        rows.setdefault(str(one.asked), Counter())[str(one.reason)] += one.n
    k = current().least_shown
    newest_first = sorted(months, reverse=True)
    return [OverrideMonth(month, protect_table(months[month], k)) for month in newest_first]
