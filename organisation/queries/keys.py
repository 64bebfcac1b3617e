"""Keys: whose, of which line, who waits for one, and what the log says."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from core.identity import Actor
from core.prepared import Prepared
from organisation.key_words import GENESIS, head, spoken
from organisation.models import (
    KeyLogEntry,
    LineKey,
    LineKeyCopy,
    WorkerKey,
    WorkerUnlock,
)
from organisation.queries.people import lines_of, responders_of
from policies.queries import policy

_keys = LineKey.__table__  # type: ignore[attr-defined]
_copies = LineKeyCopy.__table__  # type: ignore[attr-defined]
_held = Prepared(
    select_columns(_copies.c.id)
    .join_from(_keys, _copies, _copies.c.line_key_id == _keys.c.id)
    .where(_keys.c.line_id == bindparam("line"), _keys.c.retired_at.is_(None))
)
"""Asked for every page of a line and everybody who waits."""


@dataclass(frozen=True)
class LineKeyShown:
    """A line's current key: what a visitor's browser seals to, and how people compare it."""

    id: UUID
    number: int
    public: bytes
    fingerprint: str


@dataclass(frozen=True)
class WorkerKeyShown:
    """A worker's public keys."""

    id: UUID
    worker_id: UUID
    sealing_public: bytes
    signing_public: bytes
    fingerprint: str


def current_line_key(session: Session, line_id: UUID) -> LineKey | None:
    """Find the key that a line seals to now."""
    found = select(LineKey).where(LineKey.line_id == line_id, col(LineKey.retired_at).is_(None))
    return session.exec(found).first()


def line_key(session: Session, line_id: UUID) -> LineKeyShown | None:
    """Give the key that a line seals to now; None while nobody holds one."""
    found = current_line_key(session, line_id)
    if found is None or not copies_of(session, found.id):
        return None
    return LineKeyShown(found.id, found.number, found.public, spoken(found.fingerprint))


def has_line_key(session: Session, line_id: UUID) -> bool:
    """Whether somebody holds the key that a line seals to now."""
    return bool(_held.of(session, line=line_id))


def copies_of(session: Session, line_key_id: UUID) -> list[LineKeyCopy]:
    """List who holds a copy of a line's key."""
    held = select(LineKeyCopy).where(LineKeyCopy.line_key_id == line_key_id)
    return list(session.exec(held.order_by(col(LineKeyCopy.made_at))).all())


def key_of_worker(session: Session, worker_id: UUID) -> WorkerKey | None:
    """Find the key that a worker uses now."""
    wanted = select(WorkerKey).where(
        WorkerKey.worker_id == worker_id, col(WorkerKey.revoked_at).is_(None)
    )
    return session.exec(wanted).first()


def worker_key(session: Session, worker_id: UUID) -> WorkerKeyShown | None:
    """Give a worker's public keys."""
    return worker_keys(session, [worker_id]).get(worker_id)


def worker_keys(session: Session, worker_ids: Iterable[UUID]) -> dict[UUID, WorkerKeyShown]:
    """Give the public keys of those workers who have made some."""
    wanted = select(WorkerKey).where(
        col(WorkerKey.worker_id).in_(list(worker_ids)), col(WorkerKey.revoked_at).is_(None)
    )
    return {one.worker_id: _shown(one) for one in session.exec(wanted).all()}


def signing_keys(session: Session, worker_ids: Iterable[UUID]) -> dict[UUID, list[bytes]]:
    """Give the keys with which workers sign or have signed, the newest first."""
    wanted = (
        select(WorkerKey.worker_id, WorkerKey.signing_public)
        .where(col(WorkerKey.worker_id).in_(list(worker_ids)))
        .order_by(col(WorkerKey.made_at).desc())
    )
    found: dict[UUID, list[bytes]] = {}
    for worker_id, public in session.exec(wanted).all():
        found.setdefault(worker_id, []).append(public)
    return found


def _shown(found: WorkerKey) -> WorkerKeyShown:
    return WorkerKeyShown(
        found.id,
        found.worker_id,
        found.sealing_public,
        found.signing_public,
        spoken(found.fingerprint),
    )


def unlocks(session: Session, worker_key_id: UUID) -> list[WorkerUnlock]:
    """List the ways to open a worker's keys, the oldest first."""
    own = select(WorkerUnlock).where(WorkerUnlock.worker_key_id == worker_key_id)
    return list(session.exec(own.order_by(col(WorkerUnlock.made_at))).all())


def waiting_to_be_let_in(session: Session, line_id: UUID) -> list[WorkerKey]:
    """List the keys of the line's responders who cannot open what is sealed to the line."""
    current = current_line_key(session, line_id)
    held = {one.worker_key_id for one in copies_of(session, current.id)} if current else set()
    team = responders_of(session, line_id)
    wanted = select(WorkerKey).where(
        col(WorkerKey.worker_id).in_(team), col(WorkerKey.revoked_at).is_(None)
    )
    return [one for one in session.exec(wanted).all() if one.id not in held]


def how_many_wait(session: Session, actor: Actor) -> int:
    """Count the colleagues whom the actor can let in, on all of their lines."""
    own = key_of_worker(session, actor.id) if actor.id else None
    if own is None:
        return 0
    held = (
        select(LineKey.line_id)
        .join(LineKeyCopy)
        .where(LineKeyCopy.worker_key_id == own.id, col(LineKey.retired_at).is_(None))
    )
    return sum(len(waiting_to_be_let_in(session, line)) for line in session.exec(held).all())


def lacks_keys(session: Session, actor: Actor) -> bool:
    """Whether the actor answers on a sealed line and has not made keys yet."""
    if actor.id is None or key_of_worker(session, actor.id) is not None:
        return False
    sealed_on = policy().sealed_on
    return any(sealed_on(one.slug, one.sealing) for one in lines_of(session, actor.id))


def line_keys(session: Session, line_id: UUID) -> list[LineKey]:
    """List every key that a line has had, the newest first."""
    of_line = select(LineKey).where(LineKey.line_id == line_id)
    return list(session.exec(of_line.order_by(col(LineKey.number).desc())).all())


def key_log(session: Session) -> list[KeyLogEntry]:
    """Read the key log from its beginning."""
    return list(session.exec(select(KeyLogEntry).order_by(col(KeyLogEntry.seq))).all())


def said(entry: KeyLogEntry) -> dict[str, str | int]:
    """Give what the head of an entry is computed of."""
    return {
        "seq": entry.seq,
        "day": entry.day.isoformat(),
        "deed": entry.deed.value,
        "line": entry.line,
        "number": entry.number,
        "key": entry.key,
        "signer": entry.signer,
        "signature": entry.signature,
        "before": entry.before,
    }


def broken_at(session: Session) -> int | None:
    """Follow the log's chain; gives the number of the first entry that is wrong."""
    before = GENESIS
    for at, entry in enumerate(key_log(session), start=1):
        if entry.seq != at or entry.before != before or entry.head != head(said(entry)):
            return at
        before = entry.head
    return None
