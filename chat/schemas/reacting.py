"""What a visitor says came of a service card."""

from uuid import UUID

from chat.schemas.talk import NewMessage
from guidance.schemas import Reaction


class NewReaction(NewMessage):
    """A reaction to add, and what to count; which card it is about stands in the sealed body."""

    service_id: UUID
    said: Reaction
