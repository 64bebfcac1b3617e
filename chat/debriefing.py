"""Notes to oneself after a heavy conversation: written, read and deleted by their writer (R48)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from chat.errors import NoSuchNote
from chat.models import Debrief
from core import clock
from core.crypto import Sealed, seal, unseal
from core.house import house
from core.identity import Actor
from policies.queries import policy


@dataclass(frozen=True)
class Note:
    """A note as its writer reads it, and when it deletes itself."""

    id: UUID
    text: str
    written_at: datetime
    until: datetime | None


def write(session: Session, actor: Actor, text: str) -> None:
    """Keep a note under a key of its own."""
    if actor.id is None:
        raise NoSuchNote
    note_id = uuid4()
    body = seal(house().keys.create(note_id), text.encode(), _about(actor.id, note_id))
    session.add(Debrief(id=note_id, worker_id=actor.id, body=body, written_at=clock.now()))


def notes(session: Session, actor: Actor) -> list[Note]:
    """List one's own notes, the latest first; one whose key is dead is gone."""
    own = select(Debrief).where(Debrief.worker_id == actor.id)
    keep = policy().retention["chat.debrief"].keep
    found = []
    for one in session.exec(own.order_by(col(Debrief.written_at).desc())).all():
        try:
            text = unseal(house().keys.get(one.id), one.body, _about(one.worker_id, one.id))
        except Sealed:
            continue
        until = keep.after(one.written_at) if keep else None
        found.append(Note(one.id, text.decode(), one.written_at, until))
    return found


def erase(session: Session, actor: Actor, note_id: UUID) -> None:
    """Delete one's own note, its key first. Raises `NoSuchNote`."""
    found = session.get(Debrief, note_id)
    if found is None or found.worker_id != actor.id:
        raise NoSuchNote
    house().keys.destroy([note_id])
    session.delete(found)


def _about(worker_id: UUID, note_id: UUID) -> bytes:
    return worker_id.bytes + note_id.bytes
