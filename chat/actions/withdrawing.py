"""Taking back what one has just said: the words are destroyed, that there were some stays."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlmodel import Session, col

from chat.access import access_room
from chat.actions.attaching import forget_attachment
from chat.actions.marks import author_of
from chat.errors import ConversationIsClosed, NotYourLast, TooLate
from chat.events import MessageWithdrawn
from chat.models import Conversation, Message
from chat.schemas import Author, MessageKind
from core import clock
from core.events import record
from core.identity import Actor, Kind
from policies.queries import policy

NO_BODY = {"kind": MessageKind.WITHDRAWN, "alg": "none/0", "body": b""}
KEPT = (MessageKind.CARD, MessageKind.REACTION, MessageKind.RELEASE)
"""What is not taken back: it has been counted. A released packet has a button of its own."""


def withdraw(
    session: Session, actor: Actor, conversation_id: UUID, client_id: UUID
) -> tuple[int, bool | None]:
    """Destroy the body of one's own last message; give its number and whether it had been seen.

    Asked twice, the second changes nothing. None is given where nobody can say what was seen.

    Raises `NoSuchConversation`, `ConversationIsClosed`, `NotYourLast`, `TooLate`.
    """
    conversation = access_room(session, actor, conversation_id)
    author = author_of(actor)
    last = _last_of(session, actor, conversation_id)
    if last is None or last.client_id != client_id or last.kind in KEPT:
        raise NotYourLast
    if last.kind != MessageKind.WITHDRAWN:
        if not conversation.is_live:
            raise ConversationIsClosed
        if clock.now() >= _until(last.sent_at):
            raise TooLate
        _destroy(session, last)
    return last.seq, _was_seen(conversation, author, last.seq)


def _last_of(session: Session, actor: Actor, conversation_id: UUID) -> Message | None:
    """Find what the actor said last; a withdrawn one counts, so that nobody unravels a talk."""
    worker_id = actor.id if actor.kind is Kind.WORKER else None
    own = (
        select(Message)
        .where(
            col(Message.conversation_id) == conversation_id,
            col(Message.author) == author_of(actor),
            col(Message.worker_id) == worker_id if worker_id else col(Message.worker_id).is_(None),
        )
        .order_by(col(Message.seq).desc())
        .limit(1)
    )
    return session.execute(own).scalar_one_or_none()


def _until(sent_at: datetime) -> datetime:
    return policy().chat.talk.withdraw_within.after(sent_at)


def _destroy(session: Session, message: Message) -> None:
    gone = session.connection().execute(
        update(Message).where(col(Message.id) == message.id).values(**NO_BODY)
    )
    forget_attachment(session, message.conversation_id, message.client_id)
    if gone.rowcount == 1:
        record(
            session,
            MessageWithdrawn(
                conversation_id=message.conversation_id,
                author=str(message.author),
                seq=message.seq,
            ),
        )


def _was_seen(conversation: Conversation, author: Author, seq: int) -> bool | None:
    if not policy().chat.talk.read_marks:
        return None
    is_visitors = author is Author.VISITOR
    mark = conversation.seen_by_responder if is_visitors else conversation.seen_by_visitor
    return mark >= seq
