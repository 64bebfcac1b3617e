"""Sending a picture or a voice message: first its bytes, then the message that shows it."""

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from chat.access import access_room
from chat.actions.marks import author_of
from chat.actions.sealing import require_sealed
from chat.bodies import at_rest, from_rest, key_of
from chat.errors import (
    ConversationIsClosed,
    EnoughAttachments,
    NoSuchAttachment,
    SwitchedOff,
    TooLarge,
)
from chat.models import Attachment, Conversation
from chat.queries import line_of
from chat.schemas import ALG, LIVE
from core import clock
from core.errors import BadInput
from core.identity import Actor, Kind
from policies.queries import policy
from policies.talk_rules import AttachmentKind


def attach(  # noqa: PLR0913  what names an attachment, and its bytes
    session: Session,
    actor: Actor,
    conversation_id: UUID,
    client_id: UUID,
    *,
    kind: AttachmentKind,
    alg: str,
    body: bytes,
) -> None:
    """Keep the bytes of an attachment, once for each `client_id`; its message tells of it.

    Raises `NoSuchConversation`, `OnlyReading`, `ConversationIsClosed`, `SwitchedOff` where the line
    does not have this kind, `TooLarge`, `EnoughAttachments`, `BadInput`,
    `MustBeSealed`.
    """
    conversation = access_room(session, actor, conversation_id, to_write=True)
    _check(session, conversation, kind, alg, body)
    if _found(session, conversation_id, client_id) is not None:
        return
    _take_place(session, conversation_id)
    made = Attachment(
        conversation_id=conversation_id,
        client_id=client_id,
        author=author_of(actor),
        worker_id=actor.id if actor.kind is Kind.WORKER else None,
        kind=kind,
        alg=alg,
        body=b"",
        sent_at=clock.now(),
    )
    made.body = at_rest(key_of(conversation_id), conversation_id, made.id, body)
    session.add(made)


def _check(
    session: Session, conversation: Conversation, kind: AttachmentKind, alg: str, body: bytes
) -> None:
    if not conversation.is_live:
        raise ConversationIsClosed
    if kind not in policy().attachments_on(line_of(session, conversation).slug):
        raise SwitchedOff
    if not body or not ALG.fullmatch(alg):
        raise BadInput
    require_sealed(conversation, alg)
    if len(body) > policy().chat.attachments.largest(kind):
        raise TooLarge


def _take_place(session: Session, conversation_id: UUID) -> None:
    """Count one more; the count is in the statement, so that no two take the last place."""
    counted = session.connection().execute(
        update(Conversation)
        .where(col(Conversation.id) == conversation_id, col(Conversation.state).in_(LIVE))
        .where(col(Conversation.attachments) < policy().chat.attachments.most)
        .values(attachments=col(Conversation.attachments) + 1)
    )
    if counted.rowcount != 1:
        raise EnoughAttachments


def require_own(
    session: Session, actor: Actor, conversation_id: UUID, client_id: UUID, kind: AttachmentKind
) -> None:
    """Check that the bytes of a message to be posted are there. Raises `NoSuchAttachment`."""
    found = _found(session, conversation_id, client_id)
    worker_id = actor.id if actor.kind is Kind.WORKER else None
    if (
        found is None
        or found.kind != kind
        or found.author != author_of(actor)
        or found.worker_id != worker_id
    ):
        raise NoSuchAttachment


def bytes_of(
    session: Session, actor: Actor, conversation_id: UUID, client_id: UUID
) -> tuple[str, bytes]:
    """Give how an attachment is sealed and its bytes, to whoever is in the conversation.

    Raises `NoSuchConversation`, `NoSuchAttachment`, `ConversationIsClosed` once the key is gone.
    """
    access_room(session, actor, conversation_id)
    found = _found(session, conversation_id, client_id)
    if found is None:
        raise NoSuchAttachment
    return found.alg, opened(key_of(conversation_id), found)


def opened(key: bytes, one: Attachment) -> bytes:
    """Give the bytes as they came, which are themselves opaque."""
    return from_rest(key, one.conversation_id, one.id, one.body)


def forget_attachment(session: Session, conversation_id: UUID, client_id: UUID) -> None:
    """Delete the bytes of a message that is withdrawn."""
    session.connection().execute(
        delete(Attachment).where(
            col(Attachment.conversation_id) == conversation_id,
            col(Attachment.client_id) == client_id,
        )
    )


def _found(session: Session, conversation_id: UUID, client_id: UUID) -> Attachment | None:
    return session.execute(
        select(Attachment).where(
            col(Attachment.conversation_id) == conversation_id,
            col(Attachment.client_id) == client_id,
        )
    ).scalar_one_or_none()
