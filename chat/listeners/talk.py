"""What both sides hear of a conversation beside its messages."""

from chat.events import MessagesSeen, MessageWithdrawn
from chat.sockets import room_of
from core.events import listens
from core.house import house


@listens(MessagesSeen)
def _tell_seen(seen: MessagesSeen) -> None:
    house().live.tell(
        room_of(seen.conversation_id),
        "seen",
        {"conversation_id": str(seen.conversation_id), "author": seen.author, "seq": seen.seq},
    )


@listens(MessageWithdrawn)
def _tell_withdrawn(gone: MessageWithdrawn) -> None:
    house().live.tell(
        room_of(gone.conversation_id),
        "withdrawn",
        {"conversation_id": str(gone.conversation_id), "author": gone.author, "seq": gone.seq},
    )
