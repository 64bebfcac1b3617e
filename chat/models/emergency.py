"""A visitor's address, sealed so that it takes two workers to open it, and who asked for that.

Whatever the server keeps of it lies at rest under a key of the key store that dies after a day, so
that no backup holds it; under that it is still sealed to the workers' own keys.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Field

from core.db import Table, moment, new_id


class OfficerKey(Table, table=True):
    """A worker's public key, and the private one locked under a passphrase that nobody else has."""

    __tablename__ = "chat_officer_key"
    __data_class__: ClassVar[str] = "worker.secret"

    worker_id: UUID = Field(primary_key=True, foreign_key="organisation_worker.id")
    public: bytes = Field(sa_type=LargeBinary)
    wrapped: bytes = Field(sa_type=LargeBinary)
    made_at: datetime = moment()


class LocatedAddress(Table, table=True):
    """The address of one conversation under a key that was cut into shares and forgotten."""

    __tablename__ = "chat_located"
    __data_class__: ClassVar[str] = "chat.located"

    id: UUID = new_id()
    conversation_id: UUID = Field(
        foreign_key="chat_conversation.id", ondelete="CASCADE", unique=True
    )
    box: bytes = Field(sa_type=LargeBinary)
    made_at: datetime = moment(index=True)


class AddressShare(Table, table=True):
    """One officer's share of that key, sealed to the officer's public key."""

    __tablename__ = "chat_located_share"
    __data_class__: ClassVar[str] = "chat.located"
    __table_args__ = (UniqueConstraint("located_id", "worker_id"),)

    id: UUID = new_id()
    located_id: UUID = Field(foreign_key="chat_located.id", ondelete="CASCADE")
    worker_id: UUID = Field(foreign_key="organisation_worker.id")
    envelope: bytes = Field(sa_type=LargeBinary)


class AddressOpening(Table, table=True):
    """Somebody asked for an address; somebody else agreed and passed their share on, or not."""

    __tablename__ = "chat_located_opening"
    __data_class__: ClassVar[str] = "chat.located"
    __table_args__ = (
        CheckConstraint("agreed_by <> asked_by", name="chat_located_two_people"),
        CheckConstraint("reason <> ''", name="chat_located_reason"),
        CheckConstraint(
            "opened_at IS NULL OR agreed_by IS NOT NULL", name="chat_located_agreed_first"
        ),
    )

    id: UUID = new_id()
    located_id: UUID = Field(foreign_key="chat_located.id", ondelete="CASCADE", index=True)
    asked_by: UUID = Field(foreign_key="organisation_worker.id")
    reason: str
    asked_at: datetime = moment()
    expires_at: datetime = moment()
    agreed_by: UUID | None = Field(default=None, foreign_key="organisation_worker.id")
    passed: bytes | None = Field(default=None, sa_type=LargeBinary)
    opened_at: datetime | None = moment(None)
