"""The class that a second professional gives to a conversation that they were in."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from chat.schemas import Outcome
from core.db import Table, closed, moment, new_id


class SecondReading(Table, table=True):
    """One a visit, and never whose: that they were in it the conversation itself knows.

    `paired_with` is the responder's class as it was when the two were counted as a pair.
    """

    __tablename__ = "chat_second_reading"
    __data_class__: ClassVar[str] = "chat.conversation"
    __table_args__ = (UniqueConstraint("conversation_id", "opened_at"),)

    id: UUID = new_id()
    conversation_id: UUID = Field(foreign_key="chat_conversation.id", ondelete="CASCADE")
    opened_at: datetime = moment()
    outcome: Outcome = closed(Outcome)
    paired_with: Outcome | None = closed(Outcome, None)
