"""What conversations were about and became (R40), who left, and how long people waited."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from chat.models import Count
from chat.schemas.closing import Counted

MISSING = "missing"
LEFT = (Counted.LEFT_SOON, Counted.LEFT_LATE)
WAITED = (Counted.WAITED, Counted.WAITED_IN_VAIN)
Topics = dict[str, Counter[str]]
"""By topic: how many of each outcome, and under `missing` how many lacked a service."""


def topic_totals(session: Session, line_ids: Iterable[UUID], first: date, end: date) -> Topics:
    """Sum what was told of conversations by topic; one may have several topics. Unprotected."""
    found = _sums(session, line_ids, (Counted.TOPIC,), first, end)
    topics: Topics = {}
    for (_line, _what, detail), n in found.items():
        topic, outcome, *missing = detail.split("|")
        topics.setdefault(topic, Counter())[outcome] += n
        topics[topic][MISSING] += n if missing else 0
    return topics


def left_totals(
    session: Session, line_ids: Iterable[UUID], first: date, end: date
) -> dict[UUID, Counter[Counted]]:
    """Count who left a line before an answer, soon or later. Unprotected."""
    left: dict[UUID, Counter[Counted]] = {}
    for (line, what, _detail), n in _sums(session, line_ids, LEFT, first, end).items():
        left.setdefault(line, Counter())[what] += n
    return left


def wait_totals(
    session: Session, line_ids: Iterable[UUID], first: date, end: date
) -> dict[tuple[UUID, Counted], Counter[str]]:
    """Count by line how long those waited who were answered, and those who left. Unprotected."""
    waits: dict[tuple[UUID, Counted], Counter[str]] = {}
    for (line, what, span), n in _sums(session, line_ids, WAITED, first, end).items():
        waits.setdefault((line, what), Counter())[span] += n
    return waits


def _sums(
    session: Session, line_ids: Iterable[UUID], whats: Iterable[Counted], first: date, end: date
) -> dict[tuple[UUID, Counted, str], int]:
    keys = (col(Count.line_id), col(Count.what), col(Count.detail))
    found = (
        select(*keys, func.sum(Count.n))
        .where(
            col(Count.line_id).in_(list(line_ids)),
            col(Count.what).in_(list(whats)),
            Count.day >= first,
            Count.day < end,
        )
        .group_by(*keys)
    )
    rows = session.exec(found).all()
    return {(line, Counted(what), detail): int(n) for line, what, detail, n in rows if n}
