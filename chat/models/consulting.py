"""Consultation: workers' own thread beside a conversation, under a key of its own.

It is part of no export and of no page that a visitor sees; it goes with the conversation at the
latest.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from core import clock
from core.db import Table, moment, new_id


class Consultation(Table, table=True):
    """One thread of advice; at most one is open beside a conversation.

    Sealed, it has a key of its own: `wrapped` under the conversation's for whoever is its
    responder, and in a `box` for each who was asked.
    """

    __tablename__ = "chat_consultation"
    __data_class__: ClassVar[str] = "chat.consultation"
    __table_args__ = (
        Index(
            "chat_consultation_one_open",
            "conversation_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: UUID = new_id()
    conversation_id: UUID = Field(
        foreign_key="chat_conversation.id", ondelete="CASCADE", index=True
    )
    last_seq: int = 0
    wrapped: bytes | None = Field(default=None, sa_type=LargeBinary)
    opened_at: datetime = moment(default_factory=clock.now)
    closed_at: datetime | None = moment(None, index=True)


class Consultant(Table, table=True):
    """A worker who was asked for advice."""

    __tablename__ = "chat_consultant"
    __data_class__: ClassVar[str] = "chat.consultation"
    __table_args__ = (UniqueConstraint("consultation_id", "worker_id"),)

    id: UUID = new_id()
    consultation_id: UUID = Field(foreign_key="chat_consultation.id", ondelete="CASCADE")
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    box: bytes | None = Field(default=None, sa_type=LargeBinary)


class Note(Table, table=True):
    """What a worker said in a consultation; sealed at rest under the consultation's key."""

    __tablename__ = "chat_consultation_note"
    __data_class__: ClassVar[str] = "chat.consultation"
    __table_args__ = (
        UniqueConstraint("consultation_id", "seq"),
        UniqueConstraint("consultation_id", "client_id"),
    )

    id: UUID = new_id()
    consultation_id: UUID = Field(foreign_key="chat_consultation.id", ondelete="CASCADE")
    seq: int
    worker_id: UUID = Field(foreign_key="organisation_worker.id")
    client_id: UUID
    alg: str
    body: bytes = Field(sa_type=LargeBinary)
    sent_at: datetime = moment()
