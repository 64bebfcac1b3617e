"""An invitation by link for a worker of another line, unit or organisation of the house."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from core.db import Table, moment


class GuestLink(Table, table=True):
    """A link that has not been used yet, at most one a conversation; only its SHA-256 is here."""

    __tablename__ = "chat_guest_link"
    __data_class__: ClassVar[str] = "chat.conversation"

    conversation_id: UUID = Field(
        primary_key=True, foreign_key="chat_conversation.id", ondelete="CASCADE"
    )
    token_hash: str = Field(unique=True)
    made_by: UUID = Field(foreign_key="organisation_worker.id")
    expires_at: datetime = moment(index=True)
