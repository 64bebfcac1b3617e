"""Notes to oneself after a heavy conversation: written, read and deleted by their writer (R48).

Whoever answers on a line that seals puts them down sealed: their browser seals a note to their own
key and signs it, and nobody else's opens it. Elsewhere the house keeps it under its own key alone.
"""

import base64
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from chat.errors import MustBeSealed, NoSuchNote
from chat.models import Debrief
from chat.queries.sealing import seals
from chat.schemas.debrief import NewNote
from chat.schemas.sealing import is_sealed_as
from core import clock
from core.crypto import Sealed, seal, unseal
from core.errors import BadInput
from core.house import house
from core.identity import Actor
from core.sealed import BLOCK_BYTES, SIGNATURE_BYTES
from core.sealing import OVERHEAD
from organisation.queries import lines
from policies.queries import policy

PLAIN = "plain/1"
LEAST_BYTES = OVERHEAD + BLOCK_BYTES + SIGNATURE_BYTES


@dataclass(frozen=True)
class Note:
    """A note as its writer's page has it, and when it deletes itself.

    `text` is None for one that only the writer's browser opens: `sealed` is that, in base64.
    """

    id: UUID
    text: str | None
    sealed: str
    written_at: datetime
    until: datetime | None


def must_seal(session: Session, actor: Actor) -> bool:
    """Whether the writer answers on a line that seals, so that what they put down is sealed too."""
    return any(seals(one) for one in lines(session) if one.id in actor.lines)


def write(session: Session, actor: Actor, text: str) -> None:
    """Keep a note under a key of its own. Raises `MustBeSealed` where it is to be sealed."""
    if must_seal(session, actor):
        raise MustBeSealed
    _keep(session, actor, uuid4(), PLAIN, text.encode())


def write_sealed(session: Session, actor: Actor, new: NewNote) -> None:
    """Keep what the writer's browser has sealed; sent twice, it is kept once.

    Raises `BadInput` for what cannot be a sealed note, `TooLong` above 8 kB, `NoSuchNote` for a
    name that is somebody else's.
    """
    body = new.sealed.raw
    if not is_sealed_as(new.sealed.alg) or len(body) < LEAST_BYTES:
        raise BadInput
    earlier = session.get(Debrief, new.name)
    if earlier is None:
        _keep(session, actor, new.name, new.sealed.alg, body)
    elif earlier.worker_id != actor.id:
        raise NoSuchNote


def _keep(session: Session, actor: Actor, note_id: UUID, alg: str, body: bytes) -> None:
    if actor.id is None:
        raise NoSuchNote
    kept = seal(house().keys.create(note_id), body, _about(actor.id, note_id))
    session.add(Debrief(id=note_id, worker_id=actor.id, alg=alg, body=kept, written_at=clock.now()))


def notes(session: Session, actor: Actor) -> list[Note]:
    """List one's own notes, the latest first; one whose key is dead is gone."""
    own = select(Debrief).where(Debrief.worker_id == actor.id)
    keep = policy().retention["chat.debrief"].keep
    found = []
    for one in session.exec(own.order_by(col(Debrief.written_at).desc())).all():
        try:
            body = unseal(house().keys.get(one.id), one.body, _about(one.worker_id, one.id))
        except Sealed:
            continue
        until = keep.after(one.written_at) if keep else None
        text = None if is_sealed_as(one.alg) else body.decode()
        sealed = base64.b64encode(body).decode() if text is None else ""
        found.append(Note(one.id, text, sealed, one.written_at, until))
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
