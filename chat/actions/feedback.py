"""How feedback is counted: how many answered what on a day, and nothing else."""

from uuid import UUID

from sqlmodel import Session

from chat.models import FeedbackCount
from core import clock
from core.db import add_up


def count(session: Session, line_id: UUID, question: str, answer: str) -> None:
    """Add one to an answer's count of today."""
    row = {"day": clock.local_day(), "line_id": line_id, "question": question, "answer": answer}
    add_up(session, FeedbackCount, row)
