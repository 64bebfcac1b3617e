"""Keys for the demo and the tests, made here as a browser makes them (`static/js/sealed/keys.js`).

Outside of both, no private key is ever on a server. A worker's private keys are locked under a
random key of the worker's; that key is locked under the passphrase.
"""

import hashlib
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlmodel import Session

from core.crypto import KEY_BYTES, seal
from core.identity import Actor, Kind
from core.sealing import public_bytes, seal_to
from organisation.actions import (
    NewCopy,
    NewKeys,
    NewLineKey,
    NewUnlock,
    found_line_key,
    let_in,
    make_keys,
)
from organisation.actions.keys import LEAST_ROUNDS, LEAST_SALT
from organisation.key_words import about_copy, fingerprint, statement
from organisation.models import KeyDeed, Line, LineKey, UnlockKind, WorkerKey

ABOUT_UNLOCK, ABOUT_KEY = b"rinnalla-unlock/1|", b"rinnalla-worker-key/1|"
_CURVE = ec.SECP256R1()


@dataclass(frozen=True)
class KeyedWorker:
    """A worker with keys, whose private halves are known here."""

    actor: Actor
    row: WorkerKey
    sealing: ec.EllipticCurvePrivateKey
    signing: ec.EllipticCurvePrivateKey

    def sign(self, said: bytes) -> bytes:
        """Sign as WebCrypto does: r and s, 32 bytes each."""
        r, s = decode_dss_signature(self.signing.sign(said, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)


@dataclass(frozen=True)
class KeyedLine:
    """A line with its key, whose private half is known here."""

    row: LineKey
    private: ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Stretched:
    """A passphrase made slow to guess, and the salt of that."""

    salt: bytes
    key: bytes


def stretched(passphrase: str) -> Stretched:
    """Stretch a passphrase (PBKDF2-HMAC-SHA-256, about half a second)."""
    salt = secrets.token_bytes(LEAST_SALT)
    said = unicodedata.normalize("NFKC", passphrase).encode()
    key = hashlib.pbkdf2_hmac("sha256", said, salt, LEAST_ROUNDS, KEY_BYTES)
    return Stretched(salt, key)


def keyed_worker(session: Session, actor: Actor, under: Stretched) -> KeyedWorker:
    """Make a worker's keys, opened by a passphrase."""
    sealing, signing = ec.generate_private_key(_CURVE), ec.generate_private_key(_CURVE)
    own = secrets.token_bytes(KEY_BYTES)
    keys = NewKeys(
        sealing_public=public_bytes(sealing),
        signing_public=public_bytes(signing),
        sealing_wrapped=_locked(own, sealing, b"sealing|"),
        signing_wrapped=_locked(own, signing, b"signing|"),
    )
    unlock = NewUnlock(
        kind=UnlockKind.PASSPHRASE,
        salt=under.salt,
        rounds=LEAST_ROUNDS,
        wrapped=seal(under.key, own, ABOUT_UNLOCK + keys.sealing_public),
    )
    return KeyedWorker(actor, make_keys(session, actor, keys, unlock), sealing, signing)


def keyed_line(session: Session, line: Line, team: Sequence[KeyedWorker]) -> KeyedLine:
    """Let the first of the team make the line's key and let the others in."""
    first, *others = team
    private = ec.generate_private_key(_CURVE)
    public = public_bytes(private)
    said = statement(KeyDeed.LINE_KEY_MADE, line.id, 1, fingerprint(public))
    new = NewLineKey(
        number=1,
        public=public,
        signature=first.sign(said),
        copies=(copy_for(line, 1, private, by=first, of=first.row),),
    )
    row = found_line_key(session, first.actor, line, new)
    for one in others:
        let_in(session, first.actor, line, 1, copy_for(line, 1, private, by=first, of=one.row))
    return KeyedLine(row, private)


def copy_for(
    line: Line,
    number: int,
    private: ec.EllipticCurvePrivateKey,
    *,
    by: KeyedWorker,
    of: WorkerKey,
) -> NewCopy:
    """Seal a line's private key to one worker's key, vouched for by another worker."""
    box = seal_to(of.sealing_public, pkcs8(private), about_copy(line.id, number))
    said = statement(KeyDeed.LET_IN, line.id, number, of.fingerprint)
    return NewCopy(worker_key_id=of.id, box=box, signature=by.sign(said))


def pkcs8(private: ec.EllipticCurvePrivateKey) -> bytes:
    """Write a private key as WebCrypto does (RFC 5208)."""
    return private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def as_actor(worker_id: UUID, organisation_id: UUID) -> Actor:
    """Give a worker as who acts, without a session."""
    return Actor(kind=Kind.WORKER, id=worker_id, organisation_id=organisation_id)


def _locked(own: bytes, private: ec.EllipticCurvePrivateKey, what: bytes) -> bytes:
    return seal(own, pkcs8(private), ABOUT_KEY + what + public_bytes(private))
