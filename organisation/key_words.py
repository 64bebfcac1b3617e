"""The words that keys are sealed about and signed for; `static/js/sealed/keys.js` says the same.

A fingerprint is the SHA-256 of a public key, of a worker's two keys together. People compare its
first 80 bits, in groups of four signs.
"""

import hashlib
import json
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

GENESIS = "0" * 64
SHOWN_SIGNS, GROUP = 20, 4
SIGNATURE_BYTES = 64
_HALF = SIGNATURE_BYTES // 2


def fingerprint(*public: bytes) -> str:
    """Give the whole fingerprint of one public key, or of several together."""
    return hashlib.sha256(b"".join(public)).hexdigest()


def spoken(whole: str) -> str:
    """Give the part of a fingerprint that people read to each other."""
    return " ".join(whole[at : at + GROUP] for at in range(0, SHOWN_SIGNS, GROUP))


def about_copy(line_id: UUID, number: int) -> bytes:
    """Say what a sealed copy of a line's private key is about."""
    return f"line-key|{line_id}|{number}".encode()


def statement(deed: str, line_id: UUID | None, number: int, key: str) -> bytes:
    """Say what a worker's browser signs: the deed, the line's key by number, whose key it is."""
    return f"rinnalla-keys/1|{deed}|{line_id or ''}|{number}|{key}".encode()


def is_signed(public: bytes, signature: bytes, said: bytes) -> bool:
    """Whether `signature` (r and s, 32 bytes each, as WebCrypto writes them) is over `said`."""
    if len(signature) != SIGNATURE_BYTES:
        return False
    r, s = (int.from_bytes(part) for part in (signature[:_HALF], signature[_HALF:]))
    try:
        signer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
        signer.verify(encode_dss_signature(r, s), said, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def head(said: dict[str, str | int]) -> str:
    """Compute the head of an entry of the log: SHA-256 over canonical JSON, for all to repeat."""
    written = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(written.encode()).hexdigest()
