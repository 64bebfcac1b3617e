"""What crosses the wire of a consultation: workers' own thread beside a conversation."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from chat.schemas.sealing import Box
from chat.schemas.talk import About, Envelope
from core.realtime import Wire

MOST_CONSULTANTS = 8


class Consultants(About):
    """Asks whom one may ask, told in a language."""

    lang: Literal["fi", "sv", "en"] = "fi"


class Consult(About):
    """Asks colleagues for advice on one's conversation; they see the advice thread and no more.

    On a sealed line the thread has a key of its own: `wrapped` under the conversation's, and in
    `boxes` for each who is asked.
    """

    worker_ids: tuple[UUID, ...] = Field(min_length=1, max_length=MOST_CONSULTANTS)
    wrapped: Box | None = None
    boxes: dict[UUID, Box] = Field(default_factory=dict, max_length=MOST_CONSULTANTS)


class Consultation(Wire):
    """Names a consultation."""

    consultation_id: UUID


class NewNote(Consultation):
    """A note to add. `client_id` is the sender's own; sent twice, it is added once."""

    client_id: UUID
    sealed: Envelope


class NotesSince(Consultation):
    """Asks for what came after a sequence number."""

    after: int = Field(ge=0, lt=2**31)
