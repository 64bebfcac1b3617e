"""Looking into a conversation: a worker's first look of a day is an entry in the audit log."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlmodel import Session

from chat.access import TALK, access_room
from core.db import reading, transaction
from core.identity import Actor, Kind
from policies.actions import audit_reading, has_read_today


@contextmanager
def looking_into(actor: Actor, conversation_id: UUID) -> Iterator[Session]:
    """Open a session to read a conversation in. Raises `NoSuchConversation`."""
    with reading() as session:
        is_first = actor.kind is Kind.WORKER and not has_read_today(
            session, actor, "conversation", conversation_id
        )
        if not is_first:
            yield session
            return
    with transaction() as session:
        access_room(session, actor, conversation_id)
        audit_reading(session, actor, TALK.name, "conversation", conversation_id)
        yield session
