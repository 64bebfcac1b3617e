"""Whose key a sealed conversation lies under: the line's until a worker takes it, then theirs.

Every box is made in a browser. The house keeps it, hands it to whom it was made for, and takes it
away: it never has anything that opens one.
"""

import base64
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlmodel import Session, col, select

from chat.access import access_conversation, access_room
from chat.bodies import at_rest, key_of
from chat.errors import KeyIsHere, KeyNeeded, LineKeyChanged, MustBeSealed, NoKeyHere
from chat.events import QueueChanged
from chat.models import Conversation, ConversationKey
from chat.queries.sealing import TAKEN_SOON, box_of, line_box, name_of_wrapped, worker_box
from chat.schemas.sealing import GiveKey, KeepKey, LineBox, is_sealed_as
from core.events import record
from core.identity import Actor
from organisation.queries import line_key


def require_sealed(conversation: Conversation, alg: str) -> None:
    """Refuse what is not sealed as this conversation is. Raises `MustBeSealed`."""
    if conversation.is_sealed != is_sealed_as(alg):
        raise MustBeSealed


def give_key(session: Session, actor: Actor, given: GiveKey) -> None:
    """Keep the key that a visitor's browser brings for the line, while nobody has taken them.

    The first key is the conversation's, whichever tab has made it. Raises `NoSuchConversation`,
    `MustBeSealed` where nothing is sealed, `LineKeyChanged`, `KeyIsHere` when another came first,
    `NoKeyHere` when a worker is there already.
    """
    conversation = access_conversation(session, actor, actor.known_id)
    if not conversation.is_sealed:
        raise MustBeSealed
    if conversation.state not in TAKEN_SOON or conversation.responder_id is not None:
        raise NoKeyHere
    if not _is_here(session, conversation, given):
        put_line_box(session, conversation, given)
        # Desks looked when the visitor came, and nobody could take them then.
        record(session, QueueChanged(line_id=conversation.line_id))
    if given.nickname is not None and conversation.nickname is None:
        kept = base64.b64decode(given.nickname)
        conversation.nickname = at_rest(
            key_of(conversation.id), conversation.id, conversation.id, kept
        )
        session.add(conversation)


def _is_here(session: Session, conversation: Conversation, given: LineBox) -> bool:
    """Whether this very box is kept already. Raises `KeyIsHere` when another is."""
    kept = line_box(session, conversation.id)
    if kept is None or kept.line_key_id != given.line_key_id:
        return False
    if box_of(kept) != given.box:
        raise KeyIsHere
    return True


def put_line_box(session: Session, conversation: Conversation, given: LineBox) -> None:
    """Keep the line's box in place of an earlier one. Raises `LineKeyChanged`."""
    current = line_key(session, conversation.line_id)
    if current is None or current.id != given.line_key_id:
        raise LineKeyChanged
    _forget(session, conversation.id, col(ConversationKey.line_key_id).is_not(None))
    _put(session, conversation.id, given.box, line_key_id=given.line_key_id)


def put_worker_box(
    session: Session, conversation: Conversation, worker_id: UUID, box: str | None
) -> None:
    """Keep the box of somebody who is let in. Raises `KeyNeeded` when none came."""
    if not conversation.is_sealed:
        return
    if box is None:
        raise KeyNeeded
    _forget(session, conversation.id, col(ConversationKey.worker_id) == worker_id)
    _put(session, conversation.id, box, worker_id=worker_id)


def keep_key(session: Session, actor: Actor, kept: KeepKey) -> None:
    """Keep a responder's own box; the line's is gone with that. Raises `NoSuchConversation`.

    That of a contact request stays: its next answer may be another colleague's.
    """
    conversation = access_conversation(session, actor, kept.conversation_id)
    put_worker_box(session, conversation, actor.known_id, kept.box)
    if conversation.asked_at is None:
        _forget(session, conversation.id, col(ConversationKey.line_key_id).is_not(None))


def key_here(session: Session, actor: Actor, conversation_id: UUID) -> dict[str, str | None]:
    """Give the box that the actor can open: their own, or as its responder the line's.

    Raises `NoSuchConversation`, `NoKeyHere`.
    """
    conversation = access_room(session, actor, conversation_id)
    own = worker_box(session, conversation.id, actor.id)
    if own is not None:
        return {"box": box_of(own), "line_key_id": None}
    theirs = line_box(session, conversation.id)
    if theirs is None or conversation.responder_id != actor.id:
        raise NoKeyHere
    return {"box": box_of(theirs), "line_key_id": str(theirs.line_key_id)}


def forget_boxes(session: Session, conversation_id: UUID) -> None:
    """Take every worker's box away: the conversation is in nobody's hands."""
    _forget(session, conversation_id, col(ConversationKey.worker_id).is_not(None))


def forget_box(session: Session, conversation_id: UUID, worker_id: UUID) -> None:
    """Take one worker's box away, unless the conversation is theirs."""
    responder = select(Conversation.responder_id).where(Conversation.id == conversation_id)
    if session.exec(responder).first() != worker_id:
        _forget(session, conversation_id, col(ConversationKey.worker_id) == worker_id)


def forget_boxes_of(session: Session, worker_id: UUID) -> None:
    """Take away every box that was sealed to a key which is out of use."""
    gone = delete(ConversationKey).where(col(ConversationKey.worker_id) == worker_id)
    session.connection().execute(gone)


def wrapped_at_rest(conversation: Conversation, wrapped: str | None) -> bytes | None:
    """Prepare what the return phrase opens for the database. Raises `KeyNeeded` without it."""
    if not conversation.is_sealed:
        return None
    if wrapped is None:
        raise KeyNeeded
    name = name_of_wrapped(conversation.id)
    return at_rest(key_of(conversation.id), conversation.id, name, base64.b64decode(wrapped))


def _put(
    session: Session,
    conversation_id: UUID,
    box: str,
    *,
    line_key_id: UUID | None = None,
    worker_id: UUID | None = None,
) -> None:
    box_id, plain = uuid4(), base64.b64decode(box)
    kept = at_rest(key_of(conversation_id), conversation_id, box_id, plain)
    session.add(
        ConversationKey(
            id=box_id,
            conversation_id=conversation_id,
            line_key_id=line_key_id,
            worker_id=worker_id,
            box=kept,
        )
    )
    session.flush()


def _forget(session: Session, conversation_id: UUID, which: object) -> None:
    gone = delete(ConversationKey).where(
        col(ConversationKey.conversation_id) == conversation_id,
        which,  # type: ignore[arg-type]
    )
    session.connection().execute(gone)
