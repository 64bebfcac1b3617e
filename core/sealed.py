"""`chat-sealed/1` in Python: the twin of `static/js/sealed/sealed.js`.

The running server reads the head of an envelope here and nothing more: what is sealed and opened
is sealed and opened in browsers. The rest is here so that the demo and the tests have the other
side of every conversation, and so that anybody can read the protocol twice (`docs/sealed-chat.md`).
Both sides are held to the bytes of `tests/samples/sealed/conversation.json`.
"""

import base64
import hashlib
import secrets
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.crypto import KEY_BYTES, NONCE_BYTES, TAG_BYTES, Sealed, seal, unseal
from core.sealing import is_public_key, open_sealed, public_bytes, seal_to

__all__ = ["lock", "open_sealed", "public_bytes", "seal_to", "unlock"]

ALG = "chat-sealed/1"
ROUNDS = 600_000
BLOCK_BYTES = 256
SIGNATURE_BYTES = 64
COORDINATE_BYTES = 32
VERSION = 1
_HEADER = struct.Struct(">BIIB")
_PAD = b"\x80"
_CURVE = ec.SECP256R1()
LEAST_BYTES = _HEADER.size + NONCE_BYTES + BLOCK_BYTES + TAG_BYTES

lock, unlock = seal, unseal
"""Under a key that both sides have: `nonce (12) | ciphertext with its tag`."""


class Head(NamedTuple):
    """What an envelope says of itself; true only once it has been opened."""

    epoch: int
    number: int
    verdict: int


@dataclass(frozen=True)
class Place:
    """Where a message stands; its envelope is bound to all of it."""

    conversation: str
    direction: str
    number: int
    epoch: int
    kind: str = "text"
    client_id: str = ""
    verdict: int = 0

    @property
    def about(self) -> bytes:
        """The associated data of the envelope."""
        parts = (ALG, self.conversation, self.direction, self.number, self.epoch, self.verdict)
        return "|".join(map(str, (*parts, self.kind, self.client_id))).encode()

    @property
    def head(self) -> bytes:
        """The ten bytes before the nonce."""
        return _HEADER.pack(VERSION, self.epoch, self.number, self.verdict)


@dataclass(frozen=True)
class Phrase:
    """What the words of a return phrase become on one line."""

    lookup: str
    auth: str
    wrap: bytes


def new_key() -> bytes:
    """Make the key of a conversation (CEK)."""
    return secrets.token_bytes(KEY_BYTES)


def direction_key(cek: bytes, direction: str, epoch: int) -> bytes:
    """Give the key for what one side says in one epoch."""
    return _hkdf(cek, f"{ALG}/{direction}/{epoch}")


def box_key(cek: bytes, purpose: str) -> bytes:
    """Give the key for what is no message: a name, a sheet, an attachment."""
    return _hkdf(cek, f"{ALG}/box/{purpose}")


def head_of(envelope: bytes) -> Head:
    """Read what an envelope says of itself, without any key.

    Raises `Sealed` when it was cut or is of another version.
    """
    if len(envelope) < LEAST_BYTES:
        raise Sealed
    version, epoch, number, verdict = _HEADER.unpack_from(envelope)
    if version != VERSION:
        raise Sealed
    return Head(epoch, number, verdict)


def seal_message(key: bytes, place: Place, plain: bytes) -> bytes:
    """Seal a message: `version | epoch | number | verdict | nonce | ciphertext with its tag`."""
    return place.head + lock(key, padded(plain), place.about)


def open_message(key: bytes, place: Place, envelope: bytes) -> bytes:
    """Open a message at its place.

    Raises `Sealed` when it stands somewhere else, was cut or was changed.
    """
    head = head_of(envelope)
    if (head.epoch, head.number) != (place.epoch, place.number):
        raise Sealed
    about = replace(place, verdict=head.verdict).about
    return unpadded(unlock(key, envelope[_HEADER.size :], about))


def sign_message(private: ec.EllipticCurvePrivateKey, place: Place, envelope: bytes) -> bytes:
    """Put a worker's signature behind an envelope: ECDSA over SHA-256, as `r (32) | s (32)`."""
    r, s = decode_dss_signature(
        private.sign(_signed_part(place, envelope), ec.ECDSA(hashes.SHA256()))
    )
    return envelope + r.to_bytes(COORDINATE_BYTES, "big") + s.to_bytes(COORDINATE_BYTES, "big")


def checked_message(public: bytes, place: Place, signed: bytes) -> bytes:
    """Give the envelope before a worker's signature. Raises `Sealed` when that is not theirs."""
    envelope, signature = signed[:-SIGNATURE_BYTES], signed[-SIGNATURE_BYTES:]
    r, s = (int.from_bytes(signature[at : at + COORDINATE_BYTES], "big") for at in (0, 32))
    if len(signed) < LEAST_BYTES + SIGNATURE_BYTES or not is_public_key(public):
        raise Sealed
    key = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public)
    try:
        key.verify(
            encode_dss_signature(r, s), _signed_part(place, envelope), ec.ECDSA(hashes.SHA256())
        )
    except InvalidSignature:
        raise Sealed from None
    return envelope


def derive(words: Sequence[str], salt: str) -> Phrase:
    """Derive what a return phrase becomes on one line (`salt` is `organisation|line|v1`)."""
    root = hashlib.pbkdf2_hmac("sha256", " ".join(words).encode(), salt.encode(), ROUNDS)
    lookup, auth = (
        base64.urlsafe_b64encode(_hkdf(root, f"rinnalla/return/{name}/v1", length)).decode()
        for name, length in (("lookup", 16), ("auth", KEY_BYTES))
    )
    wrap = _hkdf(root, "rinnalla/return/wrap/v1")
    return Phrase(lookup.rstrip("="), auth.rstrip("="), wrap)


def fingerprint(public: bytes) -> str:
    """Give the first 80 bits of a public key's SHA-256, in groups to read aloud."""
    digits = hashlib.sha256(public).hexdigest()[:20]
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def wrap_private(private_der: bytes, public: bytes, passphrase: str) -> bytes:
    """Lock a PKCS #8 private key under a passphrase: `salt (16) | nonce (12) | ciphertext`.

    `passphrase` is in NFKC already, as browsers make it.
    """
    salt = secrets.token_bytes(16)
    key = hashlib.pbkdf2_hmac("sha256", passphrase.encode(), salt, ROUNDS)
    return salt + lock(key, private_der, b"rinnalla-wrap/1" + public)


def _signed_part(place: Place, envelope: bytes) -> bytes:
    about = replace(place, verdict=head_of(envelope).verdict).about
    return about + b"\x00" + envelope


def padded(plain: bytes) -> bytes:
    """Lengthen a text to the next 256 bytes (ISO/IEC 7816-4), so that its length tells little."""
    whole = plain + _PAD
    return whole + bytes(-len(whole) % BLOCK_BYTES)


def unpadded(whole: bytes) -> bytes:
    """Take away what `padded` added. Raises `Sealed`."""
    plain = whole.rstrip(b"\x00")
    if not plain.endswith(_PAD):
        raise Sealed
    return plain[:-1]


def _hkdf(secret: bytes, info: str, length: int = KEY_BYTES) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=None, info=info.encode()).derive(secret)
