"""A visitor's own words about a conversation that has ended: once a visit, into its thread.

They are words like any others of the conversation: sealed under its key, read by its responder
while they still have to say the outcome, taken along and deleted with the rest, gone in the same
time. No other place keeps what somebody said about a talk about themselves.
"""

from uuid import UUID, uuid4, uuid5

from sqlalchemy import insert, update
from sqlmodel import Session, col, func, select

from chat.access import access_conversation
from chat.actions.sealing import require_sealed
from chat.bodies import at_rest, key_of
from chat.errors import AlreadyAnswered, OutOfTurn, StillGoingOn
from chat.messages import Turn, turn_of
from chat.models import Conversation, Message, Visit
from chat.schemas import Author, Envelope, MessageKind, State
from chat.transcript import posted
from core import clock
from core.events import record
from core.identity import Actor


def say_afterwards(session: Session, actor: Actor, sealed: Envelope) -> int:
    """Add what the visitor says about the visit; gives its sequence number.

    Raises `NoSuchConversation`, `StillGoingOn`, `AlreadyAnswered` the second time, `TooLong`,
    `MustBeSealed`, `OutOfTurn`.
    """
    conversation = access_conversation(session, actor, actor.known_id)
    if conversation.state != State.CLOSED:
        raise StillGoingOn
    if said_afterwards(session, conversation):
        raise AlreadyAnswered
    # The name is the visit's own, so that the database lets nobody say it twice.
    client_id, body = name_of_words(session, conversation), sealed.raw
    require_sealed(conversation, sealed.alg)
    seq = _next_seq(session, conversation, turn_of(sealed, body))
    row = {
        "id": uuid4(),
        "conversation_id": conversation.id,
        "seq": seq,
        "author": Author.VISITOR,
        "kind": MessageKind.FEEDBACK,
        "client_id": client_id,
        "alg": sealed.alg,
        "body": at_rest(key_of(conversation.id), conversation.id, client_id, body),
        "sent_at": clock.now(),
    }
    session.connection().execute(insert(Message), row)
    record(session, posted({**row, "worker_id": None}, sealed.body))
    return seq


def said_afterwards(session: Session, conversation: Conversation) -> bool:
    """Whether the visitor has already said something about this visit."""
    name = name_of_words(session, conversation)
    own = select(Message.id).where(
        Message.conversation_id == conversation.id, Message.client_id == name
    )
    return session.exec(own).first() is not None


def name_of_words(session: Session, conversation: Conversation) -> UUID:
    """Name the words by the number of the visit that they are about."""
    before = select(func.count()).where(Visit.conversation_id == conversation.id)
    return uuid5(conversation.id, f"feedback {session.exec(before).one()}")


def _next_seq(session: Session, conversation: Conversation, turn: Turn) -> int:
    own = update(Conversation).where(
        col(Conversation.id) == conversation.id, col(Conversation.state) == State.CLOSED
    )
    if turn.in_browser:
        own = own.where(
            col(Conversation.epoch) == turn.epoch,
            col(Conversation.visitor_number) == turn.number - 1,
        )
    taken = session.connection().execute(
        own.values(
            last_seq=col(Conversation.last_seq) + 1,
            visitor_number=col(Conversation.visitor_number) + 1,
        ).returning(col(Conversation.last_seq))
    )
    seq = taken.scalar()
    if seq is None:
        raise OutOfTurn if turn.in_browser else StillGoingOn
    return int(seq)
