"""What was answered after conversations, as counts by line."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from chat.models import FeedbackCount

Answers = Counter[tuple[str, str]]
"""How often each answer was given, by question and answer."""


def feedback_counts(
    session: Session, line_ids: Iterable[UUID], first: date, end: date
) -> dict[UUID, Answers]:
    """Sum each line's answers from `first` until before `end`."""
    found = (
        select(
            FeedbackCount.line_id,
            FeedbackCount.question,
            FeedbackCount.answer,
            func.sum(FeedbackCount.n),
        )
        .where(
            col(FeedbackCount.line_id).in_(list(line_ids)),
            FeedbackCount.day >= first,
            FeedbackCount.day < end,
        )
        .group_by(
            col(FeedbackCount.line_id), col(FeedbackCount.question), col(FeedbackCount.answer)
        )
    )
    counts: dict[UUID, Answers] = {}
    for line_id, question, answer, n in session.exec(found).all():
        counts.setdefault(line_id, Counter())[question, answer] = int(n)
    return counts


def first_feedback(session: Session, line_ids: Iterable[UUID]) -> date | None:
    """Give the first day of the first month in which anything was answered."""
    found = select(func.min(FeedbackCount.day)).where(
        col(FeedbackCount.line_id).in_(list(line_ids)), FeedbackCount.n > 0
    )
    return session.exec(found).one()
