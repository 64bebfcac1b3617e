"""That a responder has said how a visit went, so that it is counted once; never what they said."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from core.db import Table, moment, new_id


class ResponderSaid(Table, table=True):
    """One a visit: a conversation that is begun anew has been opened at another moment."""

    __tablename__ = "chat_responder_said"
    __data_class__: ClassVar[str] = "chat.conversation"
    __table_args__ = (UniqueConstraint("conversation_id", "opened_at"),)

    id: UUID = new_id()
    conversation_id: UUID = Field(foreign_key="chat_conversation.id", ondelete="CASCADE")
    opened_at: datetime = moment()
