"""The path of one message, in SQL that was compiled once.

The ORM's unit of work cost ten times as much (measured).

One statement takes the next sequence number, checks that the conversation is the author's and may
still be written in, and keeps the desk's clock of who waits for an answer. The unique constraints
hold what the statements promise.
"""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    and_,
    bindparam,
    case,
    func,
    insert,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import Session

from chat.access import access_room
from chat.bodies import at_rest, key_of
from chat.errors import ConversationIsClosed, MustBeSealed, NoSuchConversation, OutOfTurn
from chat.models import Conversation, Message, Participant
from chat.schemas import LIVE, Author, Envelope, MessageKind, State
from chat.schemas.sealing import is_sealed_as
from chat.schemas.together import WRITERS, Standing
from chat.transcript import posted
from core import clock
from core import sealed as protocol
from core.crypto import Sealed
from core.errors import BadInput
from core.events import record
from core.identity import Actor, Kind

_conversations = Conversation.__table__  # type: ignore[attr-defined]
_messages = Message.__table__  # type: ignore[attr-defined]

_participants = Participant.__table__  # type: ignore[attr-defined]

_WORKER = bindparam("worker", type_=_conversations.c.responder_id.type)
_OWN = or_(bindparam("is_visitor"), _conversations.c.responder_id == _WORKER)
_LET_IN = (
    select(_participants.c.id)
    .where(
        _participants.c.conversation_id == bindparam("conversation"),
        _participants.c.worker_id == _WORKER,
        _participants.c.standing == Standing.HERE,
        or_(*(_participants.c.part == part for part in WRITERS)),
    )
    .exists()
)

# Two comparisons, because a list of values is written into the statement anew at every message.
_LIVE = or_(*(_conversations.c.state == state for state in LIVE))
_NOW = bindparam("at", type_=_conversations.c.unanswered_since.type)
_ANSWERS = and_(~bindparam("is_visitor"), _conversations.c.state == State.ASKED)
_IS_SEALED = bindparam("in_browser", type_=Boolean())
_SAID_BEFORE = case(
    (bindparam("is_visitor"), _conversations.c.visitor_number),
    else_=_conversations.c.worker_number,
)
# What was sealed in a browser is bound to its side's next number and to the epoch.
_IN_TURN = and_(
    _conversations.c.is_sealed == _IS_SEALED,
    or_(
        ~_IS_SEALED,
        and_(
            _conversations.c.epoch == bindparam("in_epoch", type_=Integer()),
            bindparam("as_number", type_=Integer()) - 1 == _SAID_BEFORE,
        ),
    ),
)
_said = select(_messages.c.seq).where(
    _messages.c.conversation_id == bindparam("conversation"),
    _messages.c.client_id == bindparam("client"),
)


def _taking(whose: ColumnElement[bool]) -> ReturningUpdate[Any]:
    return (
        update(_conversations)
        .where(_conversations.c.id == bindparam("conversation"), _LIVE, whose, ~_said.exists())
        .where(_IN_TURN)
        .values(
            last_seq=_conversations.c.last_seq + 1,
            visitor_number=_conversations.c.visitor_number
            + case((bindparam("is_visitor"), 1), else_=0),
            worker_number=_conversations.c.worker_number
            + case((bindparam("is_visitor"), 0), else_=1),
            unanswered_since=case(
                (bindparam("is_visitor"), func.coalesce(_conversations.c.unanswered_since, _NOW)),
                else_=null(),
            ),
            state=case((_ANSWERS, State.ANSWERED), else_=_conversations.c.state),
            answered_at=case((_ANSWERS, _NOW), else_=_conversations.c.answered_at),
        )
        .returning(_conversations.c.last_seq)
    )


# Two statements: asked in one, who else was let in would cost both sides a third more (measured).
_take_seq, _take_seq_let_in = _taking(_OWN), _taking(_LET_IN)
_add = insert(_messages)


def post(
    session: Session,
    actor: Actor,
    conversation_id: UUID,
    client_id: UUID,
    sealed: Envelope,
    kind: MessageKind = MessageKind.TEXT,
) -> int:
    """Add what `actor` says and give its sequence number, once for each `client_id`.

    Raises `NoSuchConversation`, `ConversationIsClosed` once it has ended, `TooLong` above 8 kB,
    `MustBeSealed`, and `OutOfTurn` when it was sealed for a number or an epoch that has passed.
    """
    body = sealed.raw
    turn = turn_of(sealed)
    author = Author.VISITOR if actor.kind is Kind.VISITOR else Author.RESPONDER
    if author is Author.VISITOR and conversation_id != actor.id:
        raise NoSuchConversation
    key = key_of_own(session, actor, conversation_id)
    at = clock.now()
    named = {"conversation": conversation_id, "client": client_id, "worker": actor.id, "at": at}
    seq = _next_seq(session, actor, named | turn)
    if seq is None:
        return _earlier_seq(session, actor, named | turn)
    row = {
        "id": uuid4(),
        "conversation_id": conversation_id,
        "seq": seq,
        "author": author,
        "worker_id": actor.id if author is Author.RESPONDER else None,
        "kind": kind,
        "client_id": client_id,
        "alg": sealed.alg,
        "body": at_rest(key, conversation_id, client_id, body),
        "sent_at": at,
    }
    session.connection().execute(_add, row)
    record(session, posted(row, sealed.body))
    return seq


def turn_of(envelope: Envelope) -> dict[str, int | bool]:
    """Read of an envelope for which number and epoch it was sealed. Raises `BadInput`."""
    if not is_sealed_as(envelope.alg):
        return {"in_browser": False, "in_epoch": 0, "as_number": 0}
    try:
        head = protocol.head_of(envelope.raw)
    except Sealed:
        raise BadInput from None
    return {"in_browser": True, "in_epoch": head.epoch, "as_number": head.number}


def _next_seq(session: Session, actor: Actor, named: dict[str, Any]) -> int | None:
    """Take the next number, or none when it is not the actor's, has ended, or has this message."""
    taken = {**named, "is_visitor": actor.kind is Kind.VISITOR}
    seq = session.connection().execute(_take_seq, taken).scalar()
    if seq is None and actor.kind is Kind.WORKER:
        seq = session.connection().execute(_take_seq_let_in, taken).scalar()
    return None if seq is None else int(seq)


def _earlier_seq(session: Session, actor: Actor, named: dict[str, Any]) -> int:
    """Find out why there was no next number: not theirs, only read, sent before, or ended."""
    found = access_room(session, actor, named["conversation"], to_write=True)
    seq = session.connection().execute(_said, named).scalar()
    if seq is not None:
        return int(seq)
    if found.is_sealed != named["in_browser"]:
        raise MustBeSealed
    raise OutOfTurn if found.is_live and found.is_sealed else ConversationIsClosed


def key_of_own(session: Session, actor: Actor, conversation_id: UUID) -> bytes:
    """Give the key of a conversation; a missing one is told as the actor may know it."""
    try:
        return key_of(conversation_id)
    except ConversationIsClosed:
        access_room(session, actor, conversation_id)
        raise
