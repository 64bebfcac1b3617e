"""Counts of the worry tests' answers."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from core.db import UNORDERED, Table, new_id


class WorryCount(Table, table=True):
    """How many gave an answer to a question of a worry test in the month that begins on `day`.

    Every answer is counted apart, so that no two can be put together again: on a quiet day they
    could. The question `done` counts tests, `helped` what came of reading.
    """

    __tablename__ = "guidance_worry_count"
    __data_class__: ClassVar[str] = "guidance.worry_count"
    __table_args__ = (
        UniqueConstraint("day", "test", "version", "question", "answer"),
        CheckConstraint("n > 0", name="guidance_worry_count_n"),
        UNORDERED,
    )

    id: UUID = new_id()
    day: date = Field(index=True)
    test: str
    version: int
    question: str
    answer: str
    n: int = 1
