"""Live events of consultations; each is explained in `docs/protocol.md`."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from chat import queries
from chat.access import CONSULT, access_consultation
from chat.actions import consulting, together
from chat.schemas import Desk
from chat.schemas.consulting import Consult, Consultants, Consultation, NewNote, NotesSince
from chat.sockets.doors import on
from core.db import reading, transaction
from core.identity import Actor, Kind
from core.realtime import rooms_of
from policies.actions import audit_reading


def thread_room(consultation_id: UUID) -> str:
    """Name the room that those who advise, and who is advised, hear."""
    return f"consultation:{consultation_id}"


@rooms_of
def _rooms(session: Session, actor: Actor) -> list[str]:
    if actor.kind is not Kind.WORKER:
        return []
    return [thread_room(one.id) for one in queries.consultations_of(session, actor.id)]


@on("consultations", Desk, allows=CONSULT)
def consultations(actor: Actor, asked: Desk) -> dict[str, Any]:
    """List one's open consultations: as responder, or asked for advice."""
    with reading() as session:
        return {"consultations": queries.consultations_view(session, actor, asked.lang)}


@on("consultants", Consultants, allows=CONSULT)
def consultants(actor: Actor, about: Consultants) -> dict[str, Any]:
    """List whom one may ask for advice, and whom for a profession."""
    with reading() as session:
        conversation = together.own_open(session, actor, about.conversation_id)
        return queries.consultants_view(session, actor, conversation, about.lang)


@on("consult", Consult, allows=CONSULT)
def consult(actor: Actor, wanted: Consult) -> dict[str, Any]:
    """Ask colleagues for advice on one's conversation."""
    with transaction() as session:
        return {"consultation_id": str(consulting.consult(session, actor, wanted))}


@on("note", NewNote, allows=CONSULT)
def note(actor: Actor, new: NewNote) -> dict[str, Any]:
    """Say something in a consultation."""
    with transaction() as session:
        thread = access_consultation(session, actor, new.consultation_id)
        return {"seq": consulting.note(session, actor, thread, new)}


@on("notes", NotesSince, allows=CONSULT)
def notes(actor: Actor, since: NotesSince) -> dict[str, Any]:
    """Give what came after a number in a consultation; the day's first look is in the log."""
    with transaction() as session:
        thread = access_consultation(session, actor, since.consultation_id)
        audit_reading(session, actor, CONSULT.name, "consultation", thread.id)
        found = queries.notes_since(session, thread, since.after)
        return {"notes": found, "last_seq": thread.last_seq}


@on("end_consultation", Consultation, allows=CONSULT)
def end_consultation(actor: Actor, which: Consultation) -> None:
    """End a consultation beside one's own conversation."""
    with transaction() as session:
        thread = access_consultation(session, actor, which.consultation_id)
        together.own_open(session, actor, thread.conversation_id)
        consulting.end_consultation(session, thread)
