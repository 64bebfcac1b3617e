"""A promise to go on with somebody who comes back: when, and with whom."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from core.db import Table, moment


class Promise(Table, table=True):
    """One a conversation; gone when the conversation goes on, or its code or itself is gone."""

    __tablename__ = "chat_promise"
    __data_class__: ClassVar[str] = "chat.conversation"

    conversation_id: UUID = Field(
        primary_key=True, foreign_key="chat_conversation.id", ondelete="CASCADE"
    )
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    at: datetime = moment()
