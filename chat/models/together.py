"""Who else is, was, or may come in a conversation, besides its visitor and its responder."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from chat.schemas.together import Because, RoomPart, Standing
from core import clock
from core.db import Table, closed, moment, new_id

# The indexes need the words as SQL; a test holds them equal to `schemas.together`.
UNDERWAY_SQL = "standing IN ('asked', 'offered', 'here')"


def _unique(name: str, *columns: str, where: str) -> Index:
    return Index(
        name, *columns, unique=True, sqlite_where=text(where), postgresql_where=text(where)
    )


class Participant(Table, table=True):
    """A worker's coming into a conversation, from being asked to having left.

    One handover at a time: the database lets nobody else join while one is underway.
    """

    __tablename__ = "chat_participant"
    __data_class__: ClassVar[str] = "chat.conversation"
    __table_args__ = (
        _unique("chat_participant_once", "conversation_id", "worker_id", where=UNDERWAY_SQL),
        _unique(
            "chat_participant_one_handover",
            "conversation_id",
            where=f"part = 'joining' AND {UNDERWAY_SQL}",
        ),
        Index("ix_chat_participant_conversation", "conversation_id", "worker_id"),
        Index("ix_chat_participant_worker", "worker_id", "standing"),
    )

    id: UUID = new_id()
    conversation_id: UUID = Field(foreign_key="chat_conversation.id", ondelete="CASCADE")
    worker_id: UUID = Field(foreign_key="organisation_worker.id")
    part: RoomPart = closed(RoomPart)
    standing: Standing = closed(Standing, Standing.ASKED)
    because: Because = closed(Because)
    asked_by: UUID | None = Field(default=None, foreign_key="organisation_worker.id")
    asked_at: datetime = moment(default_factory=clock.now)
    expires_at: datetime | None = moment(None)
    since: datetime | None = moment(None)
    until: datetime | None = moment(None)
