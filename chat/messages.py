"""The path of messages: those that are written at one moment share a transaction.

The ORM's unit of work cost ten times as much as the rows, and a transaction for each message three
times as much (measured). So the conversations are locked first, everything that the rules ask is
read for all of them, the rules decide in plain Python, and what came of it is written at once.
The unique constraints hold what the lock promises.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import Select, Uuid, and_, bindparam, column, insert, select, update, values
from sqlmodel import Session

from chat.access import access_room, writes_in
from chat.bodies import at_rest
from chat.errors import ConversationIsClosed, MustBeSealed, NoSuchConversation, OutOfTurn
from chat.models import Conversation, Message
from chat.schemas import LIVE, Author, Envelope, MessageKind, State
from chat.schemas.sealing import is_sealed_as
from chat.transcript import posted
from core import clock
from core import sealed as protocol
from core.crypto import Sealed
from core.errors import BadInput, Refusal
from core.events import record
from core.house import house
from core.identity import Actor, Kind
from core.prepared import Prepared, Slot

MOVES = (
    "state",
    "last_seq",
    "visitor_number",
    "worker_number",
    "unanswered_since",
    "answered_at",
)
"""What a message moves in its conversation's row."""

_conversations = Conversation.__table__  # type: ignore[attr-defined]
_messages = Message.__table__  # type: ignore[attr-defined]

_places = Prepared(
    select(
        _conversations.c.id,
        _conversations.c.state,
        _conversations.c.responder_id,
        _conversations.c.is_sealed,
        _conversations.c.epoch,
        _conversations.c.last_seq,
        _conversations.c.visitor_number,
        _conversations.c.worker_number,
        _conversations.c.unanswered_since,
        _conversations.c.answered_at,
    )
    .where(_conversations.c.id.in_(bindparam("sought", expanding=True)))
    # All processes lock in one order, so that no two wait for each other in a ring. SQLite needs no
    # lock of a row: the transaction has its only one already.
    .order_by(_conversations.c.id)
    .with_for_update(),
    "sought",
)


def _said_in(size: int) -> Select[Any]:
    # Joined, each pair is looked up in the index; in a list of pairs SQLite read the whole table.
    asked = (
        values(column("conversation", Uuid), column("client", Uuid), name="asked")
        .data([(Slot("conversations", at), Slot("clients", at)) for at in range(size)])
        .cte()
    )
    return select(_messages.c.conversation_id, _messages.c.client_id, _messages.c.seq).join_from(
        asked,
        _messages,
        and_(
            _messages.c.conversation_id == asked.c.conversation,
            _messages.c.client_id == asked.c.client,
        ),
    )


_said = Prepared(_said_in, "conversations")
_move = Prepared(
    update(_conversations)
    .where(_conversations.c.id == bindparam("conversation"))
    .values({name: bindparam(name) for name in MOVES})
)
_add = Prepared(insert(_messages))


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody says, and in which conversation; once for each `client_id`."""

    actor: Actor
    conversation_id: UUID
    client_id: UUID
    sealed: Envelope
    kind: MessageKind = MessageKind.TEXT

    @property
    def author(self) -> Author:
        """Which side says it."""
        return Author.VISITOR if self.actor.kind is Kind.VISITOR else Author.RESPONDER


class Turn(NamedTuple):
    """For which number and epoch an envelope was sealed in the browser, if it was."""

    in_browser: bool = False
    epoch: int = 0
    number: int = 0


@dataclass(slots=True)
class Place:
    """How a conversation stands while its messages are being added."""

    state: State
    responder_id: UUID | None
    is_sealed: bool
    epoch: int
    last_seq: int
    visitor_number: int
    worker_number: int
    unanswered_since: datetime | None
    answered_at: datetime | None
    has_moved: bool = False

    def require(self, author: Author, turn: Turn) -> None:
        """Raise `MustBeSealed`, `ConversationIsClosed` or `OutOfTurn` for what has no place."""
        if self.is_sealed != turn.in_browser:
            raise MustBeSealed
        if self.state not in LIVE:
            raise ConversationIsClosed
        number = self.visitor_number if author is Author.VISITOR else self.worker_number
        if turn.in_browser and (turn.epoch, turn.number) != (self.epoch, number + 1):
            raise OutOfTurn

    def take(self, author: Author, at: datetime) -> int:
        """Take the next sequence number, and keep the desk's clock of who waits for an answer."""
        self.has_moved = True
        self.last_seq += 1
        if author is Author.VISITOR:
            self.visitor_number += 1
            self.unanswered_since = self.unanswered_since or at
        else:
            self.worker_number += 1
            self.unanswered_since = None
            if self.state == State.ASKED:
                self.state, self.answered_at = State.ANSWERED, at
        return self.last_seq

    def columns(self) -> dict[str, Any]:
        """Give what of the conversation's row has moved."""
        return {name: getattr(self, name) for name in MOVES}


class Writing:
    """What is known and what is to be written of the messages of one transaction."""

    def __init__(self, session: Session, posts: Sequence[Post]) -> None:
        self.session = session
        self.connection = connection = session.connection()
        ids = list({post.conversation_id for post in posts})
        found = _places.all(connection, sought=ids)
        self.places: dict[UUID, Place] = {row[0]: Place(*row[1:]) for row in found}
        before = _said.all(
            connection,
            conversations=[post.conversation_id for post in posts],
            clients=[post.client_id for post in posts],
        )
        self.said: dict[tuple[UUID, UUID], int] = {(row[0], row[1]): row[2] for row in before}
        self.keys = house().keys.get_many(ids)
        self.rows: list[dict[str, Any]] = []

    def add(self, post: Post) -> int:
        """Add one message and give its number. Raises the refusals of `post`."""
        body, author = post.sealed.raw, post.author
        turn = turn_of(post.sealed, body)
        if author is Author.VISITOR and post.conversation_id != post.actor.id:
            raise NoSuchConversation
        place, key = self._place(post, author)
        named = post.conversation_id, post.client_id
        if named in self.said:
            return self.said[named]
        place.require(author, turn)
        at = clock.now()
        seq = self.said[named] = place.take(author, at)
        self.rows.append(
            {
                "id": uuid4(),
                "conversation_id": post.conversation_id,
                "seq": seq,
                "author": author,
                "worker_id": post.actor.id if author is Author.RESPONDER else None,
                "kind": post.kind,
                "client_id": post.client_id,
                "alg": post.sealed.alg,
                "body": at_rest(key, post.conversation_id, post.client_id, body),
                "sent_at": at,
            }
        )
        record(self.session, posted(self.rows[-1], post.sealed.body))
        return seq

    def _place(self, post: Post, author: Author) -> tuple[Place, bytes]:
        """Find where the author may write; what is missing is told as they may know it."""
        place = self.places.get(post.conversation_id)
        key = self.keys.get(post.conversation_id)
        if place is None or key is None:
            access_room(self.session, post.actor, post.conversation_id)
            raise ConversationIsClosed
        is_own = author is Author.VISITOR or place.responder_id == post.actor.id
        if not is_own and not writes_in(self.session, post.actor, post.conversation_id):
            access_room(self.session, post.actor, post.conversation_id, to_write=True)
            raise NoSuchConversation
        return place, key

    def write(self) -> None:
        """Write what was added: a row for each message, and where the conversations stand now."""
        if not self.rows:
            return
        moved = [
            {"conversation": conversation_id, **place.columns()}
            for conversation_id, place in self.places.items()
            if place.has_moved
        ]
        _move.do(self.connection, moved)
        _add.do(self.connection, self.rows)


def post_all(session: Session, posts: Sequence[Post]) -> list[int | Refusal]:
    """Add what many say; gives each their message's sequence number, or why there is none."""
    writing = Writing(session, posts)
    answers: list[int | Refusal] = []
    for one in posts:
        try:
            answers.append(writing.add(one))
        except Refusal as refusal:
            answers.append(refusal)
    writing.write()
    return answers


def post(
    session: Session,
    actor: Actor,
    conversation_id: UUID,
    client_id: UUID,
    sealed: Envelope,
    kind: MessageKind = MessageKind.TEXT,
) -> int:
    """Add what `actor` says and give its sequence number, once for each `client_id`.

    Raises `NoSuchConversation`, `OnlyReading`, `ConversationIsClosed` once it has ended, `TooLong`
    above 8 kB, `MustBeSealed`, and `OutOfTurn` when it was sealed for a number or an epoch that has
    passed.
    """
    answer = post_all(session, [Post(actor, conversation_id, client_id, sealed, kind)])[0]
    if isinstance(answer, Refusal):
        raise answer
    return answer


def turn_of(envelope: Envelope, raw: bytes) -> Turn:
    """Read of an envelope for which number and epoch it was sealed. Raises `BadInput`."""
    if not is_sealed_as(envelope.alg):
        return Turn()
    try:
        head = protocol.head_of(raw)
    except Sealed:
        raise BadInput from None
    return Turn(in_browser=True, epoch=head.epoch, number=head.number)
