"""What crosses the wire of a note to oneself."""

from uuid import UUID

from chat.schemas.talk import Envelope
from core.realtime import Wire


class NewNote(Wire):
    """A note that its writer's browser has sealed and named; the name is bound into it."""

    name: UUID
    sealed: Envelope
