"""The handover sheet: what whoever goes on must know, until it has been read."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field

from core import clock
from core.db import Table, moment, new_id


class HandoverSheet(Table, table=True):
    """One sheet a conversation: risks, and what was promised; sealed under its key."""

    __tablename__ = "chat_handover_sheet"
    __data_class__: ClassVar[str] = "chat.handover_sheet"

    id: UUID = new_id()
    conversation_id: UUID = Field(
        foreign_key="chat_conversation.id", ondelete="CASCADE", unique=True
    )
    written_by: UUID = Field(foreign_key="organisation_worker.id")
    alg: str
    body: bytes = Field(sa_type=LargeBinary)
    written_at: datetime = moment(default_factory=clock.now, index=True)
