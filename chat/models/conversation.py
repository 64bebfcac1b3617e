"""A conversation and what was said in it.

Bodies are opaque bytes with an `alg`, sealed at rest under the conversation's own key.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from chat.schemas import LIVE, Author, MessageKind, Outcome, State
from chat.schemas.together import Because
from core.db import Table, classed, closed, moment, new_id


class Conversation(Table, table=True):
    """One visit to a line.

    `priority` puts one who has been taken before at the front of the queue, and `back_because` says
    why they wait again. `nickname` is an envelope under the conversation's key; nothing tells who
    the visitor is. `seen_by_…` is the number up to which that side has read. `called_at` is set
    while a responder waits for a visitor who was away when their turn came; `asked_at` and
    `answered_at` are those of a contact request, which never opens. `is_sealed` stays as it began:
    bodies are sealed in the browser, in an `epoch` that rises with every handover, under numbers
    that each side counts for itself (`docs/sealed-chat.md`).
    """

    __tablename__ = "chat_conversation"
    __data_class__: ClassVar[str] = "chat.conversation"
    __table_args__ = (
        Index("ix_chat_conversation_line_state", "line_id", "state", "started_at"),
        CheckConstraint("burden_before BETWEEN 0 AND 4", name="chat_conversation_burden"),
    )

    id: UUID = new_id()
    line_id: UUID = Field(foreign_key="organisation_line.id")
    state: State = closed(State, State.WAITING)
    topic: str | None = None
    language: str = "fi"
    nickname: bytes | None = classed("chat.body", None, sa_type=LargeBinary)
    responder_id: UUID | None = Field(
        default=None, foreign_key="organisation_worker.id", index=True
    )
    started_at: datetime = moment()
    opened_at: datetime | None = moment(None)
    called_at: datetime | None = moment(None)
    asked_at: datetime | None = moment(None)
    answered_at: datetime | None = moment(None)
    closed_at: datetime | None = moment(None, index=True)
    ended_by: str | None = None
    last_seq: int = 0
    seen_by_visitor: int = 0
    seen_by_responder: int = 0
    attachments: int = 0
    unanswered_since: datetime | None = moment(None)
    priority: int = 0
    back_because: Because | None = closed(Because, None)
    outcome: Outcome | None = closed(Outcome, None)
    is_misuse: bool = False
    questions_answered: int = 0
    burden_before: int | None = classed("chat.burden", None)
    policy_hash: str = ""
    is_sealed: bool = False
    epoch: int = 1
    visitor_number: int = 0
    worker_number: int = 0

    @property
    def is_live(self) -> bool:
        """Whether it may still be written in."""
        return self.state in LIVE


class Message(Table, table=True):
    """What one side said.

    `seq` counts from 1 without gaps; `client_id` makes sending repeat-safe. `worker_id` tells which
    of several workers wrote it. Withdrawn, the row stays without its body: no number is missing.
    """

    __tablename__ = "chat_message"
    __data_class__: ClassVar[str] = "chat.body"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "client_id"),
    )

    id: UUID = new_id()
    conversation_id: UUID = Field(foreign_key="chat_conversation.id", ondelete="CASCADE")
    seq: int
    author: Author = closed(Author)
    worker_id: UUID | None = Field(default=None, foreign_key="organisation_worker.id")
    kind: MessageKind = closed(MessageKind, MessageKind.TEXT)
    client_id: UUID
    alg: str
    body: bytes = Field(sa_type=LargeBinary)
    sent_at: datetime = moment()
