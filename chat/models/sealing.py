"""The key of a sealed conversation, as the house keeps it: in boxes that it cannot open."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from core import clock
from core.db import Table, moment, new_id

_TO_LINE = text("line_key_id IS NOT NULL")


class ConversationKey(Table, table=True):
    """A conversation's key, sealed in a browser to its line or to one worker who is in it.

    At rest it lies under the conversation's own key of the key store as well, and dies with it.
    Once a worker holds a box, the line's is gone.
    """

    __tablename__ = "chat_conversation_key"
    __data_class__: ClassVar[str] = "chat.body"
    __table_args__ = (
        UniqueConstraint("conversation_id", "worker_id"),
        Index(
            "chat_conversation_key_line",
            "conversation_id",
            unique=True,
            sqlite_where=_TO_LINE,
            postgresql_where=_TO_LINE,
        ),
        CheckConstraint(
            "(line_key_id IS NULL) <> (worker_id IS NULL)", name="chat_conversation_key_one_holder"
        ),
    )

    id: UUID = new_id()
    conversation_id: UUID = Field(
        foreign_key="chat_conversation.id", ondelete="CASCADE", index=True
    )
    line_key_id: UUID | None = Field(default=None, foreign_key="organisation_line_key.id")
    worker_id: UUID | None = Field(default=None, foreign_key="organisation_worker.id", index=True)
    box: bytes = Field(sa_type=LargeBinary)
    made_at: datetime = moment(default_factory=clock.now)
