"""How feedback is counted: how many answered what in a month, and nothing else."""

from uuid import UUID

from sqlmodel import Session

from chat.models import FeedbackCount
from core import clock
from core.db import add_up


def count(session: Session, line_id: UUID, question: str, answer: str) -> None:
    """Add one to an answer's count of this month.

    By day, the answers of a quiet day would be those of that day's one conversation.
    """
    month = clock.month_starts(clock.local_day())
    row = {"day": month, "line_id": line_id, "question": question, "answer": answer}
    add_up(session, FeedbackCount, row)
