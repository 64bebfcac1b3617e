"""What has been said in a conversation, as both sides receive it."""

import base64
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, bindparam, select
from sqlmodel import Session

from chat.bodies import from_rest, key_of
from chat.events import MessagePosted
from chat.models import Conversation, Message
from chat.schemas import MessageKind
from core.prepared import Prepared

Row = RowMapping | Mapping[str, Any]

_messages = Message.__table__  # type: ignore[attr-defined]
_seqs = Prepared(
    select(_messages.c.seq)
    .where(
        _messages.c.conversation_id == bindparam("conversation"),
        _messages.c.kind == bindparam("kind"),
    )
    .order_by(_messages.c.seq)
)


def posted(row: Row, body: str) -> MessagePosted:
    """Make the event from a message's columns and its body in base64."""
    return MessagePosted(
        conversation_id=row["conversation_id"],
        seq=row["seq"],
        author=str(row["author"]),
        kind=str(row["kind"]),
        client_id=row["client_id"],
        alg=str(row["alg"]),
        body=body,
        sent_at=row["sent_at"],
        worker_id=row["worker_id"],
    )


def voice_of(conversation_id: UUID, worker_id: UUID | None) -> str | None:
    """Give the sign by which a page tells workers in one conversation apart.

    It differs from one conversation to the next, so that nobody can be followed by it.
    """
    if worker_id is None:
        return None
    return blake2b(conversation_id.bytes + worker_id.bytes, digest_size=6).hexdigest()


def view(said: MessagePosted) -> dict[str, object]:
    """Give a message as both sides receive it (`docs/protocol.md`, `message`)."""
    return {
        "conversation_id": str(said.conversation_id),
        "seq": said.seq,
        "author": said.author,
        "by": voice_of(said.conversation_id, said.worker_id),
        "kind": said.kind,
        "client_id": str(said.client_id),
        "sealed": {"alg": said.alg, "body": said.body},
        "at": stamp(said.sent_at),
    }


def since(
    session: Session, conversation: Conversation, after: int, *, most: int = 200
) -> list[dict[str, object]]:
    """Give the messages after a sequence number, in order, at most `most`.

    Raises `ConversationIsClosed` once the key is gone.
    """
    if conversation.last_seq <= after:
        return []
    key = key_of(conversation.id)
    found = session.connection().execute(
        select(_messages)
        .where(_messages.c.conversation_id == conversation.id, _messages.c.seq > after)
        .order_by(_messages.c.seq)
        .limit(most)
    )
    return [view(posted(row, _opened(key, row))) for row in found.mappings()]


def withdrawn(session: Session, conversation: Conversation) -> list[int]:
    """Give the numbers of all messages that were withdrawn: who was away has not heard of it."""
    found = _seqs.of(session, conversation=conversation.id, kind=MessageKind.WITHDRAWN)
    return [seq for (seq,) in found]


def _opened(key: bytes, row: Row) -> str:
    if row["kind"] == MessageKind.WITHDRAWN:
        return ""
    body = from_rest(key, row["conversation_id"], row["client_id"], row["body"])
    return base64.b64encode(body).decode()


def stamp(at: datetime, timespec: str = "seconds") -> str:
    """Write a moment in UTC for a browser: ISO 8601, to the second or to `timespec`."""
    return at.isoformat(timespec=timespec).removesuffix("+00:00") + "Z"
