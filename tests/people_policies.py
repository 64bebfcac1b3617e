"""What the stories about purging share: conversations with words and keys, and what is left of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlmodel import select

from chat.bodies import at_rest
from chat.models import Conversation, Message
from chat.schemas import Author, MessageKind, State
from core.crypto import Sealed
from core.db import reading, transaction
from core.house import house
from core.identity import SignInSession
from policies.current import supposing
from policies.queries import policy

NOW = datetime(2027, 5, 20, 1, 10, tzinfo=UTC)


def conversation(line_id: UUID, closed_at: datetime, *, words: int = 1) -> UUID:
    """Let a conversation have ended at a moment; give its id."""
    made = Conversation(
        line_id=line_id,
        state=State.CLOSED,
        started_at=closed_at - timedelta(hours=1),
        opened_at=closed_at - timedelta(hours=1),
        closed_at=closed_at,
        last_seq=words,
    )
    key = house().keys.create(made.id)
    with transaction() as session:
        session.add(made)
        session.flush()
        session.add_all(message(made.id, key, seq, closed_at) for seq in range(1, words + 1))
    return made.id


def message(conversation_id: UUID, key: bytes, seq: int, at: datetime) -> Message:
    client_id = uuid4()
    return Message(
        conversation_id=conversation_id,
        seq=seq,
        author=Author.VISITOR,
        kind=MessageKind.TEXT,
        client_id=client_id,
        alg="plain/1",
        body=at_rest(key, conversation_id, client_id, b"a secret"),
        sent_at=at,
    )


def sign_in(ended: datetime) -> UUID:
    """Let a session have run out at a moment; give its id."""
    made = SignInSession(
        token_hash=uuid4().hex,
        kind="worker",
        subject_id=uuid4(),
        started_at=ended - timedelta(hours=1),
        expires_at=ended,
    )
    with transaction() as session:
        session.add(made)
    return made.id


def with_words() -> set[UUID]:
    """Name the conversations of which a message is left."""
    with reading() as session:
        return set(session.exec(select(Message.conversation_id)).all())


def conversations() -> set[UUID]:
    with reading() as session:
        return set(session.exec(select(Conversation.id)).all())


def sign_ins() -> set[UUID]:
    with reading() as session:
        return set(session.exec(select(SignInSession.id)).all())


def opens(conversation_id: UUID) -> bool:
    """Whether its key lives."""
    try:
        return bool(house().keys.get(conversation_id))
    except Sealed:
        return False


@contextmanager
def supposing_chat(**sections: object) -> Iterator[None]:
    """Let the policy say something else of conversations: `talk=Talk(read_marks=False)`."""
    followed = policy()
    chat = followed.chat.model_copy(update=sections)
    with supposing(followed.model_copy(update={"chat": chat})):
        yield
