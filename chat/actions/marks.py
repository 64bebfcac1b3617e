"""How far each side has read: one number each, which only grows."""

from uuid import UUID

from sqlalchemy import Update, bindparam, update
from sqlmodel import Session

from chat.access import access_room
from chat.events import MessagesSeen
from chat.models import Conversation
from chat.schemas import Author
from core.events import record
from core.identity import Actor, Kind
from policies.queries import policy

_conversations = Conversation.__table__  # type: ignore[attr-defined]


def _marks_of(column: str, owner: str) -> Update:
    mark = _conversations.c[column]
    return (
        update(_conversations)
        .where(
            _conversations.c.id == bindparam("conversation"),
            _conversations.c[owner] == bindparam("reader", type_=_conversations.c[owner].type),
            mark < bindparam("seen"),
            _conversations.c.last_seq >= bindparam("seen"),
        )
        .values({column: bindparam("seen")})
    )


# Compiled once: a mark follows almost every message.
_MOVE = {
    Author.VISITOR: _marks_of("seen_by_visitor", "id"),
    Author.RESPONDER: _marks_of("seen_by_responder", "responder_id"),
}


def see(session: Session, actor: Actor, conversation_id: UUID, seq: int) -> None:
    """Note that `actor` has read everything up to `seq`; a lower number changes nothing.

    A number that has not been given yet changes nothing either, nor does somebody who was let in
    beside the responder. Where the policy has switched the marks off, nothing is kept.

    Raises `NoSuchConversation`.
    """
    author = author_of(actor)
    moved = 0
    if policy().chat.talk.read_marks:
        named = {"conversation": conversation_id, "reader": actor.id, "seen": seq}
        moved = session.connection().execute(_MOVE[author], named).rowcount
    if moved:
        seen = MessagesSeen(conversation_id=conversation_id, author=str(author), seq=seq)
        record(session, seen)
    else:
        access_room(session, actor, conversation_id)


def author_of(actor: Actor) -> Author:
    """Say as which of the two sides an actor speaks."""
    return Author.VISITOR if actor.kind is Kind.VISITOR else Author.RESPONDER
