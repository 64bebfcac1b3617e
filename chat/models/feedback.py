"""What visitors say afterwards, as counts."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from core.db import UNORDERED, Table, new_id


class FeedbackCount(Table, table=True):
    """How many answered what in the month that begins on `day`; no answer has a row of its own."""

    __tablename__ = "chat_feedback_count"
    __data_class__: ClassVar[str] = "chat.feedback_count"
    __table_args__ = (
        UniqueConstraint("day", "line_id", "question", "answer"),
        CheckConstraint("n >= 0"),
        UNORDERED,
    )

    id: UUID = new_id()
    day: date
    line_id: UUID = Field(foreign_key="organisation_line.id")
    question: str
    answer: str
    n: int = 0
