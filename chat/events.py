"""What happened in the chat room.

`origin` is a link's code or ""; it is never kept with a conversation.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class LineLanded(Event):
    """Somebody really saw a line's page (its script said so; preview robots run none)."""

    line_id: UUID
    origin: str


@dataclass(frozen=True, kw_only=True)
class ContactAttempted(Event):
    """Somebody asked to chat, answered later or not (R7)."""

    line_id: UUID
    origin: str


@dataclass(frozen=True, kw_only=True)
class ContactRequested(Event):
    """Somebody left words to be answered later; counted apart from attempts to chat (R7, R32)."""

    line_id: UUID


@dataclass(frozen=True, kw_only=True)
class QueueChanged(Event):
    """Somebody joined or left a line's waiting room, or a place came free."""

    line_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReturnedToQueue(Event):
    """A visitor whose visit had ended waits again; `workers` were in the conversation before."""

    conversation_id: UUID
    line_id: UUID
    workers: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class VisitorCalled(Event):
    """A responder took somebody who is away just now: they are called back and waited for."""

    conversation_id: UUID
    responder_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConversationOpened(Event):
    """A responder took a waiting conversation; not `is_first` when it had gone back to wait."""

    conversation_id: UUID
    line_id: UUID
    responder_id: UUID
    shown_as: str
    is_first: bool = True


@dataclass(frozen=True, kw_only=True)
class ConversationClosed(Event):
    """A conversation ended; `was_open` is False when the visitor left the waiting room."""

    conversation_id: UUID
    line_id: UUID
    was_open: bool
    ended_by: str


@dataclass(frozen=True, kw_only=True)
class ConversationClassified(Event):
    """A responder said which of the four classes the outcome is (R37), or that it was misuse.

    `before` is the earlier word, when it was changed.
    """

    line_id: UUID
    day: date
    outcome: str
    before: str | None


@dataclass(frozen=True, kw_only=True)
class SafetyChanged(Event):
    """A line's safeguarding flag was raised, taken back or followed up, or a step was taken."""

    line_id: UUID


@dataclass(frozen=True, kw_only=True)
class FeedbackGiven(Event):
    """A visitor said how it went."""

    line_id: UUID


@dataclass(frozen=True, kw_only=True)
class StepUpChanged(Event):
    """A visitor was asked who they are, answered, or what they showed is over."""

    conversation_id: UUID


@dataclass(frozen=True, kw_only=True)
class GroupChanged(Event):
    """Who is in a group room, or how it stands, has changed; `worker_id` came in, `gone` is out."""

    room_id: UUID
    worker_id: UUID | None = None
    gone: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class GroupMessagePosted(Event):
    """A message to a group room is in the database; it carries its view, still opaque."""

    room_id: UUID
    seq: int
    member_id: UUID
    client_id: UUID
    alg: str
    body: str
    sent_at: datetime


@dataclass(frozen=True, kw_only=True)
class MessagePosted(Event):
    """A message is in the database.

    It carries its view, still opaque: reading the row again would cost as much as posting it.
    """

    conversation_id: UUID
    seq: int
    author: str
    kind: str
    client_id: UUID
    alg: str
    body: str
    sent_at: datetime
    worker_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class RoomChanged(Event):
    """Who is in a conversation, or may come into it, has changed; `workers` are concerned too."""

    conversation_id: UUID
    workers: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class CameIn(Event):
    """A worker reads in a conversation from now on."""

    conversation_id: UUID
    worker_id: UUID


@dataclass(frozen=True, kw_only=True)
class WentOut(Event):
    """A worker reads in a conversation no longer."""

    conversation_id: UUID
    worker_id: UUID


@dataclass(frozen=True, kw_only=True)
class HandedOver(Event):
    """A conversation has another responder."""

    conversation_id: UUID
    line_id: UUID
    before: UUID
    responder_id: UUID


@dataclass(frozen=True, kw_only=True)
class WentBackToQueue(Event):
    """A conversation waits again, at the front of its queue."""

    conversation_id: UUID
    line_id: UUID
    before: UUID
    because: str


@dataclass(frozen=True, kw_only=True)
class MessagesSeen(Event):
    """One side has read everything up to a number."""

    conversation_id: UUID
    author: str
    seq: int


@dataclass(frozen=True, kw_only=True)
class MessageWithdrawn(Event):
    """A message was taken back: its body is destroyed, its number stays."""

    conversation_id: UUID
    author: str
    seq: int


@dataclass(frozen=True, kw_only=True)
class ConsultationChanged(Event):
    """A consultation began, ended or got more members; `workers` are all of them."""

    consultation_id: UUID
    workers: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class NoteAdded(Event):
    """Somebody said something in a consultation."""

    consultation_id: UUID
    seq: int
