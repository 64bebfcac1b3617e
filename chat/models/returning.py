"""What lets a visitor come back without an identity, and the visits that they have made before."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field

from chat.schemas import Outcome, State
from core.db import Table, classed, closed, moment, new_id


class ReturnCode(Table, table=True):
    """What is kept of six words, at most one code a conversation (`docs/protocol.md`).

    `lookup` finds the conversation; of `auth`, which proves the words, only the SHA-256 is here.
    Neither leads back to the words, nor to the key that they open in the visitor's browser;
    `wrapped` is a sealed conversation's key under that one.
    """

    __tablename__ = "chat_return_code"
    __data_class__: ClassVar[str] = "chat.return_code"

    conversation_id: UUID = Field(
        primary_key=True, foreign_key="chat_conversation.id", ondelete="CASCADE"
    )
    lookup: str = Field(unique=True)
    auth_hash: str
    wrapped: bytes | None = classed("chat.body", None, sa_type=LargeBinary)
    made_at: datetime = moment()


class Visit(Table, table=True):
    """An earlier visit of a conversation that was begun anew: its times and how it ended.

    The conversation's own row tells of the present or latest visit; no word is kept here.
    """

    __tablename__ = "chat_visit"
    __data_class__: ClassVar[str] = "chat.conversation"

    id: UUID = new_id()
    conversation_id: UUID = Field(
        foreign_key="chat_conversation.id", ondelete="CASCADE", index=True
    )
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    responder_id: UUID | None = Field(default=None, foreign_key="organisation_worker.id")
    state: State = closed(State)
    started_at: datetime = moment()
    opened_at: datetime | None = moment(None)
    closed_at: datetime = moment(index=True)
    ended_by: str | None = None
    outcome: Outcome | None = closed(Outcome, None)
    is_misuse: bool = False
    policy_hash: str = ""
