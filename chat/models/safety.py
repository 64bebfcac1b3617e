"""The safeguarding flag: when somebody was worried and which steps were taken, never why."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from core.db import Table, moment, new_id


class Flag(Table, table=True):
    """A worry about a visitor's safety (R21); it outlives the conversation, pointing nowhere."""

    __tablename__ = "chat_flag"
    __data_class__: ClassVar[str] = "chat.safeguarding"

    id: UUID = new_id()
    conversation_id: UUID | None = Field(
        default=None, foreign_key="chat_conversation.id", ondelete="SET NULL", unique=True
    )
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    raised_by: UUID = Field(foreign_key="organisation_worker.id")
    raised_at: datetime = moment()
    followed_up_by: UUID | None = Field(default=None, foreign_key="organisation_worker.id")
    followed_up_at: datetime | None = moment(None)


class FlagStep(Table, table=True):
    """A step of the protocol that somebody has taken."""

    __tablename__ = "chat_flag_step"
    __data_class__: ClassVar[str] = "chat.safeguarding"
    __table_args__ = (UniqueConstraint("flag_id", "step"),)

    id: UUID = new_id()
    flag_id: UUID = Field(foreign_key="chat_flag.id", ondelete="CASCADE")
    step: str
    done_by: UUID = Field(foreign_key="organisation_worker.id")
    done_at: datetime = moment()
