"""A worker's own keys: made in their browser, opened by ways of their own, revoked."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, delete

from core import clock
from core.events import record
from core.identity import Actor
from core.sealing import is_public_key
from organisation.actions.key_log import Signed, tell
from organisation.actions.line_keys import lose_copies
from organisation.errors import BadKey, KeysThere, LastUnlock, NoKeys, NoSuchUnlock
from organisation.events import WorkerKeyRevoked
from organisation.key_words import fingerprint
from organisation.models import KeyDeed, UnlockKind, WorkerKey, WorkerUnlock
from organisation.queries import key_of_worker, unlocks
from policies.actions import audit

LEAST_ROUNDS = 600_000  # OWASP's figure for PBKDF2-HMAC-SHA-256
LEAST_SALT, LARGEST_BOX, MOST_UNLOCKS, LONGEST_LABEL = 16, 1_000, 10, 60


@dataclass(frozen=True, kw_only=True)
class NewKeys:
    """What a browser has made: two public keys, and the private ones locked."""

    sealing_public: bytes
    signing_public: bytes
    sealing_wrapped: bytes
    signing_wrapped: bytes


@dataclass(frozen=True, kw_only=True)
class NewUnlock:
    """One way to open the keys, as a browser has made it. A passkey's ceremony was checked."""

    kind: UnlockKind
    salt: bytes
    wrapped: bytes
    label: str = ""
    rounds: int | None = None
    credential_id: bytes | None = None
    credential_public: bytes | None = None
    sign_count: int = 0


def make_keys(
    session: Session, actor: Actor, keys: NewKeys, unlock: NewUnlock, *, instead: bool = False
) -> WorkerKey:
    """Keep a worker's first keys, or new ones `instead` of those that were lost.

    Raises `BadKey`, and `KeysThere` when nobody said that the old ones are to go.
    """
    if actor.id is None or not _is_whole(keys):
        raise BadKey
    old = key_of_worker(session, actor.id)
    if old is not None and not instead:
        raise KeysThere
    if old is not None:
        revoke(session, old)
    made = WorkerKey(
        worker_id=actor.id,
        sealing_public=keys.sealing_public,
        signing_public=keys.signing_public,
        sealing_wrapped=keys.sealing_wrapped,
        signing_wrapped=keys.signing_wrapped,
        fingerprint=fingerprint(keys.sealing_public, keys.signing_public),
        made_at=clock.now(),
    )
    session.add(made)
    session.flush()
    _add(session, made, unlock)
    tell(session, KeyDeed.WORKER_KEY_MADE, made.fingerprint, signed=Signed(made.fingerprint))
    audit(session, actor, "organisation.make_keys", f"worker:{actor.id}")
    return made


def _is_whole(keys: NewKeys) -> bool:
    boxes = (keys.sealing_wrapped, keys.signing_wrapped)
    points = (keys.sealing_public, keys.signing_public)
    return all(map(is_public_key, points)) and all(0 < len(one) <= LARGEST_BOX for one in boxes)


def revoke(session: Session, key: WorkerKey) -> None:
    """Take a worker's keys out of use at once: private halves, unlocks and copies of line keys."""
    lose_copies(session, key.worker_id)
    session.exec(delete(WorkerUnlock).where(col(WorkerUnlock.worker_key_id) == key.id))
    key.revoked_at = clock.now()
    key.sealing_wrapped = key.signing_wrapped = None
    session.add(key)
    session.flush()
    tell(session, KeyDeed.WORKER_KEY_REVOKED, key.fingerprint)
    record(session, WorkerKeyRevoked(worker_id=key.worker_id, worker_key_id=key.id))


def revoke_of(session: Session, worker_id: UUID) -> None:
    """Take out of use whatever keys a worker has, if any."""
    held = key_of_worker(session, worker_id)
    if held is not None:
        revoke(session, held)


def add_unlock(session: Session, actor: Actor, unlock: NewUnlock) -> WorkerUnlock:
    """Add a way to open one's own keys. Raises `NoKeys`, `BadKey`."""
    made = _add(session, own_key(session, actor), unlock)
    audit(session, actor, "organisation.add_unlock", f"worker:{actor.id}", reason=unlock.kind)
    return made


def remove_unlock(session: Session, actor: Actor, unlock_id: UUID) -> None:
    """Remove a way, but never the last one. Raises `NoKeys`, `NoSuchUnlock`, `LastUnlock`."""
    ways = unlocks(session, own_key(session, actor).id)
    found = next((one for one in ways if one.id == unlock_id), None)
    if found is None:
        raise NoSuchUnlock
    if len(ways) == 1:
        raise LastUnlock
    session.delete(found)
    audit(session, actor, "organisation.remove_unlock", f"worker:{actor.id}", reason=found.kind)


def note_use(session: Session, actor: Actor, unlock_id: UUID, sign_count: int = 0) -> None:
    """Note that a way was used now, for its owner to see. Raises `NoKeys`, `NoSuchUnlock`."""
    ways = unlocks(session, own_key(session, actor).id)
    found = next((one for one in ways if one.id == unlock_id), None)
    if found is None:
        raise NoSuchUnlock
    found.used_at, found.sign_count = clock.now(), sign_count
    session.add(found)


def own_key(session: Session, actor: Actor) -> WorkerKey:
    """Give the actor's keys. Raises `NoKeys`."""
    found = key_of_worker(session, actor.id) if actor.id else None
    if found is None:
        raise NoKeys
    return found


def _add(session: Session, key: WorkerKey, unlock: NewUnlock) -> WorkerUnlock:
    if not _is_fit(unlock) or len(unlocks(session, key.id)) >= MOST_UNLOCKS:
        raise BadKey
    made = WorkerUnlock(
        worker_key_id=key.id,
        worker_id=key.worker_id,
        made_at=clock.now(),
        kind=unlock.kind,
        label=unlock.label.strip()[:LONGEST_LABEL],
        salt=unlock.salt,
        rounds=unlock.rounds,
        wrapped=unlock.wrapped,
        credential_id=unlock.credential_id,
        credential_public=unlock.credential_public,
        sign_count=unlock.sign_count,
    )
    session.add(made)
    session.flush()
    return made


def _is_fit(unlock: NewUnlock) -> bool:
    """A passphrase must be slow to guess, whatever a browser has sent."""
    is_passphrase = unlock.kind is UnlockKind.PASSPHRASE
    if is_passphrase != ((unlock.rounds or 0) >= LEAST_ROUNDS):
        return False
    if is_passphrase == (unlock.credential_id is not None):
        return False
    return len(unlock.salt) >= LEAST_SALT and 0 < len(unlock.wrapped) <= LARGEST_BOX
