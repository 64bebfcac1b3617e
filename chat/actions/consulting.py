"""Asking colleagues for advice (R20): who is asked, what is noted, and how it ends."""

import base64
from uuid import UUID, uuid4

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from chat.actions.together import own_open
from chat.bodies import at_rest, key_of
from chat.errors import (
    ConversationIsClosed,
    KeyNeeded,
    MustBeSealed,
    NoSuchColleague,
    SwitchedOff,
)
from chat.events import ConsultationChanged, NoteAdded
from chat.models import Consultant, Consultation, Conversation, Note
from chat.queries.consulting import members, open_beside
from chat.schemas.consulting import Consult, NewNote
from chat.schemas.sealing import is_sealed_as
from core import clock
from core.events import record
from core.house import house
from core.identity import Actor
from organisation.queries import responders_in
from policies.queries import policy


def consult(session: Session, actor: Actor, wanted: Consult) -> UUID:
    """Ask colleagues of the organisation for advice on one's conversation; gives the thread's id.

    Asked again, the thread that is open gets more members. Raises `NoSuchConversation`,
    `ConversationIsClosed`, `NoSuchColleague`, `SwitchedOff`, `KeyNeeded`.
    """
    conversation = own_open(session, actor, wanted.conversation_id)
    if not policy().chat.together.consultation:
        raise SwitchedOff
    known = set(responders_in(session, actor.organisation_id)) - {actor.id}
    if not known.issuperset(wanted.worker_ids):
        raise NoSuchColleague
    thread = open_beside(session, conversation.id) or _begun(session, conversation, wanted.wrapped)
    already = set(members(session, thread))
    for worker_id in dict.fromkeys(wanted.worker_ids):
        if worker_id not in already:
            box = _at_rest(thread, thread.wrapped is not None, wanted.boxes.get(worker_id))
            session.add(Consultant(consultation_id=thread.id, worker_id=worker_id, box=box))
    session.flush()
    _changed(session, thread)
    return thread.id


def _begun(session: Session, conversation: Conversation, wrapped: str | None) -> Consultation:
    thread = Consultation(id=uuid4(), conversation_id=conversation.id)
    house().keys.create(thread.id)
    thread.wrapped = _at_rest(thread, conversation.is_sealed, wrapped)
    session.add(thread)
    session.flush()
    return thread


def _at_rest(thread: Consultation, is_needed: bool, box: str | None) -> bytes | None:  # noqa: FBT001  two facts
    if not is_needed:
        return None
    if box is None:
        raise KeyNeeded
    return at_rest(key_of(thread.id), thread.id, thread.id, base64.b64decode(box))


def note(session: Session, actor: Actor, thread: Consultation, new: NewNote) -> int:
    """Add what a worker says to the thread and give its number, once for each `client_id`.

    Raises `ConversationIsClosed` once the consultation has ended, `TooLong` above 8 kB,
    `MustBeSealed`.
    """
    if is_sealed_as(new.sealed.alg) != (thread.wrapped is not None):
        raise MustBeSealed
    body, key = new.sealed.raw, key_of(thread.id)
    said = select(Note.seq).where(
        Note.consultation_id == thread.id, Note.client_id == new.client_id
    )
    taken = session.connection().execute(
        update(Consultation)
        .where(col(Consultation.id) == thread.id, col(Consultation.closed_at).is_(None))
        .where(~said.exists())
        .values(last_seq=col(Consultation.last_seq) + 1)
        .returning(col(Consultation.last_seq))
    )
    seq = taken.scalar()
    if seq is None:
        return _earlier(session, thread, new.client_id)
    added = Note(
        consultation_id=thread.id,
        seq=seq,
        worker_id=actor.id,  # type: ignore[arg-type]
        client_id=new.client_id,
        alg=new.sealed.alg,
        body=at_rest(key, thread.id, new.client_id, body),
        sent_at=clock.now(),
    )
    session.add(added)
    record(session, NoteAdded(consultation_id=thread.id, seq=seq))
    return int(seq)


def _earlier(session: Session, thread: Consultation, client_id: UUID) -> int:
    seq = session.exec(
        select(Note.seq).where(Note.consultation_id == thread.id, Note.client_id == client_id)
    ).first()
    if seq is None:
        raise ConversationIsClosed
    return seq


def end_consultation(session: Session, thread: Consultation) -> None:
    """End a consultation: it may be read until it is purged, but not added to."""
    if thread.closed_at is None:
        thread.closed_at = clock.now()
        session.add(thread)
        _changed(session, thread)


def forget_consultations(session: Session, conversation_id: UUID) -> None:
    """Delete every consultation beside a conversation for good: the keys first, then the rows."""
    of = col(Consultation.conversation_id) == conversation_id
    found = session.execute(select(col(Consultation.id)).where(of)).scalars().all()
    house().keys.destroy(list(found))
    session.connection().execute(delete(Consultation).where(of))


def _changed(session: Session, thread: Consultation) -> None:
    record(
        session,
        ConsultationChanged(consultation_id=thread.id, workers=tuple(members(session, thread))),
    )
