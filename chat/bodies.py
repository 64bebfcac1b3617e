"""Layer 1: bodies are sealed at rest under their conversation's key, which dies first.

The plain bytes are themselves opaque (layer 2 seals them in the browser); nothing here looks into
them.
"""

from uuid import UUID

from chat.errors import ConversationIsClosed
from core.crypto import Sealed, seal, unseal
from core.house import house


def key_of(conversation_id: UUID) -> bytes:
    """Give a conversation's key. Raises `ConversationIsClosed` when it has been destroyed."""
    try:
        return house().keys.get(conversation_id)
    except Sealed:
        raise ConversationIsClosed from None


def at_rest(key: bytes, conversation_id: UUID, name: UUID, body: bytes) -> bytes:
    """Seal a body for the database, bound to its conversation and its own name (a client id)."""
    return seal(key, body, conversation_id.bytes + name.bytes)


def from_rest(key: bytes, conversation_id: UUID, name: UUID, kept: bytes) -> bytes:
    """Open what `at_rest` sealed.

    Raises `Sealed` when it was changed or moved to another conversation.
    """
    return unseal(key, kept, conversation_id.bytes + name.bytes)
