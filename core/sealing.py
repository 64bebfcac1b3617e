"""Sealing to a public key: what the browser's `static/js/sealed/sealed.js` does, here.

An envelope is `ephemeral public key (65 bytes) | nonce (12) | ciphertext with its tag`. Its key is
HKDF-SHA-256 (RFC 5869) over the ECDH secret of P-256 (NIST SP 800-56A), with both public keys as
salt, so that an envelope cannot be turned to another reader; AES-256-GCM binds it to `about`, so
that it cannot be used for something else. P-256 because phones of 2019 have it. Both sides are held
to `tests/samples/sealed/sealing.json`.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from core.crypto import KEY_BYTES, NONCE_BYTES, TAG_BYTES, Sealed

POINT_BYTES = 65
OVERHEAD = POINT_BYTES + NONCE_BYTES + TAG_BYTES
_INFO = b"rinnalla-seal/1"
_CURVE = ec.SECP256R1()


def public_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Give the public half of a key as an uncompressed point (SEC 1)."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def is_public_key(point: bytes) -> bool:
    """Whether these bytes are an uncompressed point of the curve (compressed ones have a twin)."""
    if len(point) != POINT_BYTES:
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
    except ValueError:
        return False
    return True


def seal_to(public: bytes, plain: bytes, about: bytes) -> bytes:
    """Seal `plain` so that only the holder of the private key can open it, bound to `about`.

    Raises `ValueError` when `public` is no point of the curve.
    """
    if not is_public_key(public):
        raise ValueError("This is no public key.")
    reader = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public)
    once = ec.generate_private_key(_CURVE)
    point, nonce = public_bytes(once), secrets.token_bytes(NONCE_BYTES)
    key = _derived(once.exchange(ec.ECDH(), reader), point + public)
    return point + nonce + AESGCM(key).encrypt(nonce, plain, about)


def open_sealed(private: ec.EllipticCurvePrivateKey, envelope: bytes, about: bytes) -> bytes:
    """Open what was sealed to `private`.

    Raises `Sealed` when it was sealed to another key, about something else, or was changed.
    """
    if len(envelope) < OVERHEAD:
        raise Sealed
    point, rest = envelope[:POINT_BYTES], envelope[POINT_BYTES:]
    try:
        sender = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
        key = _derived(private.exchange(ec.ECDH(), sender), point + public_bytes(private))
        return AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], about)
    except (ValueError, InvalidTag):
        raise Sealed from None


def _derived(shared: bytes, salt: bytes) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=salt, info=_INFO).derive(shared)
