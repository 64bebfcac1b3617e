"""Counts of what was searched for, and of worries: by meaning, never by words."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from core.db import UNORDERED, Table, new_id


class SearchCount(Table, table=True):
    """How many looked for a meaning of the lexicon on a day, and whether anything was found.

    `meaning` is empty for what the lexicon does not know, `municipality` where none was chosen. The
    words themselves are nowhere.
    """

    __tablename__ = "guidance_search_count"
    __data_class__: ClassVar[str] = "guidance.search_count"
    __table_args__ = (
        UniqueConstraint("day", "municipality", "meaning", "is_met"),
        CheckConstraint("n > 0", name="guidance_search_count_n"),
        UNORDERED,
    )

    id: UUID = new_id()
    day: date = Field(index=True)
    municipality: str = ""
    meaning: str = ""
    is_met: bool
    n: int = 1


class NeedCount(Table, table=True):
    """How many left a worry test with a worry, and whether a service of their place met it.

    Only those who chose a place; without it nobody can tell what is missing where. The worry stands
    apart from every other answer.
    """

    __tablename__ = "guidance_need_count"
    __data_class__: ClassVar[str] = "guidance.worry_count"
    __table_args__ = (
        UniqueConstraint("day", "municipality", "test", "about", "is_met"),
        CheckConstraint("n > 0", name="guidance_need_count_n"),
        UNORDERED,
    )

    id: UUID = new_id()
    day: date = Field(index=True)
    municipality: str
    test: str
    about: str
    is_met: bool
    n: int = 1
