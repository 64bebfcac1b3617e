"""Keys of lines: the first worker's browser makes one, colleagues let each other in.

Only who holds a line's key can let anybody in or make the next one: the server has nothing to give.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, delete, select

from core import clock
from core.events import record
from core.identity import Actor
from core.sealing import OVERHEAD, is_public_key
from organisation.actions.key_log import Signed, tell
from organisation.errors import BadKey, KeyIsHeld, NotAHolder, NotCurrent
from organisation.events import LineKeyRotated, WorkerLetIn
from organisation.key_words import fingerprint, is_signed, statement
from organisation.models import (
    KeyDeed,
    KeyLogEntry,
    Line,
    LineKey,
    LineKeyCopy,
    Worker,
    WorkerKey,
)
from organisation.queries import (
    copies_of,
    current_line_key,
    key_of_worker,
    line_keys,
    responders_of,
    waiting_to_be_let_in,
)
from policies.actions import audit

LARGEST_COPY = OVERHEAD + 400


@dataclass(frozen=True, kw_only=True)
class NewCopy:
    """A line's private key sealed to one worker's key, and the signature of who vouches."""

    worker_key_id: UUID
    box: bytes
    signature: bytes


@dataclass(frozen=True, kw_only=True)
class NewLineKey:
    """A line's next key as a browser has made it, with a copy for everybody who holds it."""

    number: int
    public: bytes
    signature: bytes
    copies: tuple[NewCopy, ...]


def found_line_key(session: Session, actor: Actor, line: Line, new: NewLineKey) -> LineKey:
    """Keep the line's first key, or a fresh one when nobody is left who holds the last.

    Raises `NotAHolder`, `KeyIsHeld`, `NotCurrent`, `BadKey`.
    """
    own = _own(session, actor)
    if actor.id not in responders_of(session, line.id):
        raise NotAHolder
    current = current_line_key(session, line.id)
    if current is not None and copies_of(session, current.id):
        raise KeyIsHeld
    if [one.worker_key_id for one in new.copies] != [own.id]:
        raise BadKey
    return _next(session, actor, line, own, new)


def rotate(session: Session, actor: Actor, line: Line, new: NewLineKey) -> LineKey:
    """Keep the line's next key, sealed to everybody who holds the one before and is still here.

    Raises `NotAHolder`, `NotCurrent` when somebody else did it or somebody came or went, `BadKey`.
    """
    own = _own(session, actor)
    current = _held(session, line, own)
    holders = {one.worker_key_id for one in copies_of(session, current.id)}
    if {one.worker_key_id for one in new.copies} != holders or len(new.copies) != len(holders):
        raise NotCurrent
    made = _next(session, actor, line, own, new)
    record(session, LineKeyRotated(line_id=line.id, line_key_id=made.id))
    return made


def let_in(session: Session, actor: Actor, line: Line, number: int, copy: NewCopy) -> None:
    """Let a colleague in who waits: their copy of the current key, sealed by one who holds it.

    Raises `NotAHolder`, `NotCurrent`, `BadKey`.
    """
    own = _own(session, actor)
    current = _held(session, line, own)
    waiting = {one.id: one for one in waiting_to_be_let_in(session, line.id)}
    if current.number != number or copy.worker_key_id not in waiting:
        raise NotCurrent
    newcomer = waiting[copy.worker_key_id]
    _copy(session, own, line, current, newcomer, copy)
    audit(session, actor, "organisation.let_in", f"worker:{newcomer.worker_id}", reason=line.slug)
    record(session, WorkerLetIn(worker_id=newcomer.worker_id, line_id=line.id))


def recognise_key(
    session: Session, actor: Actor, line: Line, number: int, key: str, signature: bytes
) -> None:
    """Note, signed, that a worker's browser takes a colleague's key for the colleague's.

    Said twice, it is noted once. Raises `NotAHolder`, `BadKey`.
    """
    own = _own(session, actor)
    _held(session, line, own)
    said = statement(KeyDeed.RECOGNISED, line.id, number, key)
    known = (
        select(WorkerKey)
        .join(Worker)
        .where(WorkerKey.fingerprint == key, Worker.organisation_id == line.organisation_id)
    )
    if session.exec(known).first() is None:
        raise BadKey
    if not is_signed(own.signing_public, signature, said):
        raise BadKey
    signed = Signed(own.fingerprint, signature)
    if not _is_noted(session, line, key, signed):
        tell(session, KeyDeed.RECOGNISED, key, line=line, number=number, signed=signed)


def _is_noted(session: Session, line: Line, key: str, signed: Signed) -> bool:
    noted = select(KeyLogEntry.seq).where(
        KeyLogEntry.deed == KeyDeed.RECOGNISED,
        KeyLogEntry.line == line.slug,
        KeyLogEntry.key == key,
        KeyLogEntry.signer == signed.signer,
    )
    return session.exec(noted).first() is not None


def cut_off(session: Session, worker_id: UUID) -> None:
    """Delete a worker's copies of the keys of lines that are not theirs any more."""
    session.flush()
    lines = select(LineKey.line_id).join(LineKeyCopy).where(LineKeyCopy.worker_id == worker_id)
    for line_id in set(session.exec(lines).all()):
        if worker_id not in responders_of(session, line_id):
            _lose(session, worker_id, line_id)


def lose_copies(session: Session, worker_id: UUID) -> None:
    """Delete every copy that a worker's keys open."""
    lines = select(LineKey.line_id).join(LineKeyCopy).where(LineKeyCopy.worker_id == worker_id)
    for line_id in set(session.exec(lines).all()):
        _lose(session, worker_id, line_id)


def _lose(session: Session, worker_id: UUID, line_id: UUID) -> None:
    """Whoever held a key may remember it: from now on the line wants a new one."""
    line = session.get_one(Line, line_id)
    ids = [one.id for one in line_keys(session, line_id)]
    held = select(LineKeyCopy).where(
        LineKeyCopy.worker_id == worker_id, col(LineKeyCopy.line_key_id).in_(ids)
    )
    lost = {one.line_key_id: one.worker_key_id for one in session.exec(held).all()}
    session.exec(
        delete(LineKeyCopy).where(
            col(LineKeyCopy.worker_id) == worker_id, col(LineKeyCopy.line_key_id).in_(ids)
        )
    )
    current = current_line_key(session, line_id)
    if current is None or current.id not in lost:
        return
    current.rotate_since = current.rotate_since or clock.now()
    session.add(current)
    key = session.get_one(WorkerKey, lost[current.id])
    tell(session, KeyDeed.CUT_OFF, key.fingerprint, line=line, number=current.number)


def _own(session: Session, actor: Actor) -> WorkerKey:
    own = key_of_worker(session, actor.id) if actor.id else None
    if own is None:
        raise NotAHolder
    return own


def _held(session: Session, line: Line, own: WorkerKey) -> LineKey:
    """Give the line's current key, if this worker holds a copy of it. Raises `NotAHolder`."""
    current = current_line_key(session, line.id)
    if current is None or own.id not in {
        one.worker_key_id for one in copies_of(session, current.id)
    }:
        raise NotAHolder
    return current


def _next(session: Session, actor: Actor, line: Line, own: WorkerKey, new: NewLineKey) -> LineKey:
    """Retire the current key and keep the next, with its copies."""
    past = line_keys(session, line.id)
    if new.number != (past[0].number if past else 0) + 1:
        raise NotCurrent
    whole = fingerprint(new.public)
    said = statement(KeyDeed.LINE_KEY_MADE, line.id, new.number, whole)
    if not is_public_key(new.public) or not is_signed(own.signing_public, new.signature, said):
        raise BadKey
    _retire(session, line, past)
    made = LineKey(
        line_id=line.id,
        number=new.number,
        public=new.public,
        fingerprint=whole,
        made_at=clock.now(),
    )
    session.add(made)
    session.flush()
    signed = Signed(own.fingerprint, new.signature)
    tell(session, KeyDeed.LINE_KEY_MADE, whole, line=line, number=made.number, signed=signed)
    keys = _keys(session, (one.worker_key_id for one in new.copies))
    for one in new.copies:
        _copy(session, own, line, made, keys[one.worker_key_id], one)
    audit(session, actor, "organisation.make_line_key", f"line:{line.id}", reason=str(made.number))
    return made


def _retire(session: Session, line: Line, past: list[LineKey]) -> None:
    for one in past:
        if one.retired_at is None:
            one.retired_at = clock.now()
            session.add(one)
            session.flush()
            tell(session, KeyDeed.LINE_KEY_RETIRED, one.fingerprint, line=line, number=one.number)


def _keys(session: Session, ids: Iterable[UUID]) -> Mapping[UUID, WorkerKey]:
    wanted = select(WorkerKey).where(col(WorkerKey.id).in_(list(ids)))
    return {one.id: one for one in session.exec(wanted).all()}


def _copy(
    session: Session, own: WorkerKey, line: Line, key: LineKey, of: WorkerKey, new: NewCopy
) -> None:
    said = statement(KeyDeed.LET_IN, line.id, key.number, of.fingerprint)
    if not OVERHEAD < len(new.box) <= LARGEST_COPY:
        raise BadKey
    if not is_signed(own.signing_public, new.signature, said):
        raise BadKey
    session.add(
        LineKeyCopy(
            line_key_id=key.id,
            worker_key_id=of.id,
            worker_id=of.worker_id,
            let_in_by=own.worker_id,
            box=new.box,
            signature=new.signature,
            made_at=clock.now(),
        )
    )
    session.flush()
    signed = Signed(own.fingerprint, new.signature)
    tell(session, KeyDeed.LET_IN, of.fingerprint, line=line, number=key.number, signed=signed)
