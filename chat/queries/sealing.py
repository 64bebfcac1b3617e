"""Reads about sealed conversations: which lines seal, whose boxes there are, what pages need."""

import base64
import hmac
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from sqlmodel import Session, col, select

from chat.bodies import from_rest, key_of
from chat.errors import ConversationIsClosed
from chat.models import Conversation, ConversationKey, Message, Participant, ReturnCode
from chat.schemas import State
from chat.schemas.together import Standing
from chat.transcript import voice_of
from core.house import house
from core.sealed_files import module_hash
from organisation.queries import line_key, signing_keys
from policies.queries import policy

if TYPE_CHECKING:
    from organisation.models import Line

TAKEN_SOON = (State.WAITING, State.ASKED, State.ANSWERED)
"""Where somebody may come who opens the conversation with the line's key."""
TAB = b"rinnalla-tab/1"


def seals(line: "Line") -> bool:
    """Whether a line's conversations are sealed in the browser: the policy says so, or the line."""
    return policy().sealed_on(line.slug, line.sealing)


def sealing_view(session: Session, conversation: Conversation) -> dict[str, Any] | None:
    """Give what both sides must know to seal (`state`); None where nothing is sealed."""
    if not conversation.is_sealed:
        return None
    view: dict[str, Any] = {"epoch": conversation.epoch, "line_key": None, "sealed_to": None}
    view["signs"] = _signs(session, conversation)
    if conversation.state in TAKEN_SOON and conversation.responder_id is None:
        box = line_box(session, conversation.id)
        view["sealed_to"] = str(box.line_key_id) if box else None
        view["line_key"] = line_key_view(session, conversation.line_id)
    return view


def line_key_view(session: Session, line_id: UUID) -> dict[str, str] | None:
    """Give the key to which a browser seals for a line; None while nobody holds one."""
    key = line_key(session, line_id)
    return {"id": str(key.id), "public": written(key.public)} if key else None


def _signs(session: Session, conversation: Conversation) -> dict[str, list[str]]:
    """Give by voice the public keys with which its workers, of now and of before, have signed."""
    wrote = select(Message.worker_id).where(
        Message.conversation_id == conversation.id, col(Message.worker_id).is_not(None)
    )
    here = select(Participant.worker_id).where(
        Participant.conversation_id == conversation.id, Participant.standing == Standing.HERE
    )
    workers = {*session.exec(wrote.distinct()).all(), *session.exec(here).all()}
    keys = signing_keys(session, [one for one in {*workers, conversation.responder_id} if one])
    return {
        str(voice_of(conversation.id, worker_id)): [written(key) for key in found]
        for worker_id, found in keys.items()
    }


def line_box(session: Session, conversation_id: UUID) -> ConversationKey | None:
    """Find the box that the line's key opens."""
    own = select(ConversationKey).where(ConversationKey.conversation_id == conversation_id)
    return session.exec(own.where(col(ConversationKey.line_key_id).is_not(None))).first()


def worker_box(
    session: Session, conversation_id: UUID, worker_id: UUID | None
) -> ConversationKey | None:
    """Find the box that a worker's own key opens."""
    own = select(ConversationKey).where(ConversationKey.conversation_id == conversation_id)
    return session.exec(own.where(ConversationKey.worker_id == worker_id)).first()


def with_line_box(session: Session, conversation_ids: Iterable[UUID]) -> set[UUID]:
    """Name those of these conversations that the line's key opens."""
    found = select(ConversationKey.conversation_id).where(
        col(ConversationKey.conversation_id).in_(list(conversation_ids)),
        col(ConversationKey.line_key_id).is_not(None),
    )
    return set(session.exec(found).all())


def box_of(found: ConversationKey) -> str:
    """Give a box as its browser made it. Raises `ConversationIsClosed` once the key is gone."""
    key = key_of(found.conversation_id)
    return written(from_rest(key, found.conversation_id, found.id, found.box))


def wrapped_of(session: Session, conversation: Conversation) -> str | None:
    """Give the conversation's key under the return phrase; None without."""
    code = session.get(ReturnCode, conversation.id)
    if code is None or code.wrapped is None:
        return None
    try:
        key = key_of(conversation.id)
    except ConversationIsClosed:
        return None
    return written(from_rest(key, conversation.id, name_of_wrapped(conversation.id), code.wrapped))


def name_of_wrapped(conversation_id: UUID) -> UUID:
    """Name what is kept under the phrase, for its envelope at rest."""
    return uuid5(conversation_id, "wrapped")


def sealing_here(session: Session, conversation: Conversation) -> dict[str, Any] | None:
    """Give what a visitor's page needs to open its own conversation; None where nothing is sealed.

    `half` locks what the tab keeps over a reload: the tab has no key without the house, the house
    none without the tab. It dies with the conversation's key.
    """
    if not conversation.is_sealed:
        return None
    try:
        half = hmac.digest(key_of(conversation.id), TAB + conversation.id.bytes, "sha256")
    except ConversationIsClosed:
        return None
    return {
        "conversation": str(conversation.id),
        "half": written(half),
        "epoch": conversation.epoch,
        "said": conversation.visitor_number,
        "is_new": not conversation.last_seq and not _is_given(session, conversation.id),
    }


def how_sealed(session: Session, conversation: Conversation) -> dict[str, str] | None:
    """Give what a visitor can compare: the line's fingerprint, and the hash of what seals."""
    if not conversation.is_sealed:
        return None
    key = line_key(session, conversation.line_id)
    static = Path(house().app.static_folder or "")
    return {"fingerprint": key.fingerprint if key else "", "module": module_hash(static)}


def _is_given(session: Session, conversation_id: UUID) -> bool:
    own = select(ConversationKey.id).where(ConversationKey.conversation_id == conversation_id)
    return session.exec(own).first() is not None


def written(held: bytes) -> str:
    """Write bytes as pages read them."""
    return base64.b64encode(held).decode()
