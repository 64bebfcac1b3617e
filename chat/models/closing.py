"""What a responder writes down when a conversation has ended, and the counts that outlive it."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field

from chat.schemas.closing import Counted
from core.db import UNORDERED, Table, classed, closed, new_id


class Closing(Table, table=True):
    """How a conversation is summed up.

    `own_words` say what it was about as the visitor put it (R23): sealed under the conversation's
    key, seen by its two sides only and gone with its words.
    """

    __tablename__ = "chat_closing"
    __data_class__: ClassVar[str] = "chat.conversation"
    __table_args__ = (CheckConstraint("minutes >= 0", name="chat_closing_minutes"),)

    id: UUID = new_id()
    conversation_id: UUID = Field(
        foreign_key="chat_conversation.id", ondelete="CASCADE", unique=True
    )
    topics: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    is_missing: bool = False
    partner: str | None = None
    minutes: int
    alg: str | None = classed("chat.body", None)
    own_words: bytes | None = classed("chat.body", None, sa_type=LargeBinary)


class Count(Table, table=True):
    """How often something happened on a line, on a day or in a month; nobody has a row."""

    __tablename__ = "chat_count"
    __data_class__: ClassVar[str] = "chat.count"
    __table_args__ = (
        UniqueConstraint("day", "line_id", "what", "detail"),
        CheckConstraint("n >= 0", name="chat_count_n"),
        UNORDERED,
    )

    id: UUID = new_id()
    day: date
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    what: Counted = closed(Counted)
    detail: str = ""
    n: int = 0
