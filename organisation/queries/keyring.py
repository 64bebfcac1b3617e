"""What a worker's browser needs to open, let in and rotate: public keys and sealed boxes."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from core.i18n import pick
from core.identity import Actor
from organisation.models import (
    KeyLogEntry,
    Line,
    LineKey,
    LineKeyCopy,
    UnlockKind,
    WorkerKey,
    WorkerUnlock,
)
from organisation.queries.keys import (
    copies_of,
    current_line_key,
    key_of_worker,
    line_keys,
    unlocks,
    waiting_to_be_let_in,
)
from organisation.queries.people import lines_of, names, responders_of


def written(held: bytes | None) -> str:
    """Write bytes as browsers read them (base64url, RFC 4648, without padding)."""
    return base64.urlsafe_b64encode(held or b"").decode().rstrip("=")


def keyring(session: Session, actor: Actor) -> dict[str, Any]:
    """Give a worker's own keys, the copies that are sealed to them, and how their lines stand.

    `sitting` changes with every sign-in: what a browser has opened is worth no more after it.
    """
    own = key_of_worker(session, actor.id) if actor.id else None
    return {
        "worker": str(actor.id),
        "sitting": hashlib.sha256(f"sitting|{actor.session_id}".encode()).hexdigest()[:32],
        "key": _key(own) if own else None,
        "unlocks": [_unlock(one) for one in unlocks(session, own.id)] if own else [],
        "copies": [_copy(*found) for found in _copies(session, own)] if own else [],
        "lines": [_line(session, line, own) for line in _team_lines(session, actor)],
    }


def _team_lines(session: Session, actor: Actor) -> list[Line]:
    if actor.id is None:
        return []
    mine = lines_of(session, actor.id)
    return [line for line in mine if actor.id in responders_of(session, line.id)]


def _key(own: WorkerKey) -> dict[str, str]:
    return {
        "id": str(own.id),
        "sealing_public": written(own.sealing_public),
        "signing_public": written(own.signing_public),
        "sealing_wrapped": written(own.sealing_wrapped),
        "signing_wrapped": written(own.signing_wrapped),
    }


def _unlock(one: WorkerUnlock) -> dict[str, Any]:
    """What a passkey locks is given only once it has answered (`organisation.passkeys`)."""
    is_passkey = one.kind is UnlockKind.PASSKEY
    return {
        "id": str(one.id),
        "kind": one.kind.value,
        "salt": written(one.salt),
        "rounds": one.rounds,
        "credential": written(one.credential_id),
        "wrapped": "" if is_passkey else written(one.wrapped),
    }


def _copies(session: Session, own: WorkerKey) -> Iterable[tuple[LineKeyCopy, LineKey]]:
    held = (
        select(LineKeyCopy, LineKey)
        .join(LineKey, col(LineKeyCopy.line_key_id) == col(LineKey.id))
        .where(LineKeyCopy.worker_key_id == own.id)
        .order_by(col(LineKey.number))
    )
    return session.exec(held).all()


def _copy(copy: LineKeyCopy, key: LineKey) -> dict[str, Any]:
    return {
        "line_key": str(key.id),
        "line": str(key.line_id),
        "number": key.number,
        "public": written(key.public),
        "box": written(copy.box),
        "is_current": key.retired_at is None,
    }


def _line(session: Session, line: Line, own: WorkerKey | None) -> dict[str, Any]:
    """Who holds the line's key and who waits is told to those who hold it themselves."""
    current = current_line_key(session, line.id)
    held_by = [one.worker_key_id for one in copies_of(session, current.id)] if current else []
    past = line_keys(session, line.id)
    told: dict[str, Any] = {
        "id": str(line.id),
        "slug": line.slug,
        "name": pick(line.name),
        "next": (past[0].number if past else 0) + 1,
        "number": current.number if current and held_by else 0,
        "is_held": own is not None and own.id in held_by,
        "wants_first": not held_by,
        "wants_next": bool(current and current.rotate_since),
        "holders": [],
        "waiting": [],
    }
    if told["is_held"]:
        told["holders"] = _people(session, _keys(session, held_by))
        told["waiting"] = _people(session, waiting_to_be_let_in(session, line.id))
    return told


def _keys(session: Session, ids: list[UUID]) -> list[WorkerKey]:
    return list(session.exec(select(WorkerKey).where(col(WorkerKey.id).in_(ids))).all())


def _people(session: Session, keys: list[WorkerKey]) -> list[dict[str, str]]:
    called = names(session, [one.worker_id for one in keys])
    return [
        {
            "key": str(one.id),
            "name": called.get(one.worker_id, ""),
            "sealing_public": written(one.sealing_public),
            "signing_public": written(one.signing_public),
        }
        for one in keys
    ]


def vouchers(session: Session, actor: Actor) -> dict[str, Any]:
    """Give what was signed about the keys of the actor's lines, and the keys that signed it.

    The browser believes in a line's key and in a colleague only as far as it can follow this.
    """
    slugs = {line.slug: str(line.id) for line in _team_lines(session, actor)}
    signed = select(KeyLogEntry).where(
        col(KeyLogEntry.line).in_(slugs), KeyLogEntry.signature != ""
    )
    entries = session.exec(signed.order_by(col(KeyLogEntry.seq))).all()
    named = {name for one in entries for name in (one.key, one.signer)}
    told = [
        {
            "deed": one.deed.value,
            "line": slugs[one.line],
            "number": one.number,
            "key": one.key,
            "signer": one.signer,
            "signature": one.signature,
        }
        for one in entries
    ]
    known = select(WorkerKey).where(col(WorkerKey.fingerprint).in_(named))
    keys = session.exec(known).all()
    called = names(session, [one.worker_id for one in keys])
    return {
        "entries": told,
        "signers": {
            one.fingerprint: {
                "name": called.get(one.worker_id, ""),
                "sealing_public": written(one.sealing_public),
                "signing_public": written(one.signing_public),
            }
            for one in keys
        },
    }


@dataclass(frozen=True)
class PublishedLineKey:
    """A line's current key as everybody may see it."""

    line_id: UUID
    slug: str
    name: dict[str, str]
    number: int
    public: str
    fingerprint: str
    made_at: datetime


def published_line_keys(session: Session) -> list[PublishedLineKey]:
    """List the current keys of the live lines, in the lines' order."""
    current = (
        select(Line, LineKey)
        .join(LineKey, col(LineKey.line_id) == col(Line.id))
        .where(col(Line.is_live), col(LineKey.retired_at).is_(None))
        .order_by(col(Line.position), col(Line.slug))
    )
    return [
        PublishedLineKey(
            line.id,
            line.slug,
            line.name,
            key.number,
            written(key.public),
            key.fingerprint,
            key.made_at,
        )
        for line, key in session.exec(current).all()
    ]


def published_keys(session: Session) -> dict[str, list[str]]:
    """Give both public keys behind each fingerprint in the log; whose, it does not say."""
    known = session.exec(select(WorkerKey).order_by(col(WorkerKey.fingerprint))).all()
    return {
        one.fingerprint: [written(one.sealing_public), written(one.signing_public)] for one in known
    }
