"""Tickets: what a page gives along in a form so that the next step knows what it is about.

For those who have no session, because nothing is stored in their browser. A ticket names one thing
for one purpose until a moment, and cannot be made or changed by anybody else (HMAC-SHA-256 under a
key derived from the secret key). Whoever has it may do what the page offered, and nothing more.
"""

import base64
import binascii
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from core import clock
from core.crypto import derive
from core.house import house

MAC_BYTES = 32
NONCE_BYTES = 16
TIME_BYTES = 6
WHOLE = 16 + TIME_BYTES + NONCE_BYTES + MAC_BYTES


@dataclass(frozen=True)
class Ticket:
    """What a ticket is about, until when, and some bytes that only its holder has."""

    about: UUID
    until: datetime
    nonce: bytes


def issue(purpose: str, about: UUID, *, lasts: timedelta) -> str:
    """Make a ticket."""
    until = int((clock.now() + lasts).timestamp())
    body = about.bytes + until.to_bytes(TIME_BYTES, "big") + secrets.token_bytes(NONCE_BYTES)
    return base64.urlsafe_b64encode(body + _mac(purpose, body)).decode().rstrip("=")


def read(purpose: str, ticket: str) -> Ticket | None:
    """Read a ticket; None when it is for something else, over, or nobody's."""
    try:
        raw = base64.urlsafe_b64decode(f"{ticket[:200]}{'=' * (-len(ticket) % 4)}")
    except (binascii.Error, ValueError):
        return None
    body, mac = raw[:-MAC_BYTES], raw[-MAC_BYTES:]
    if len(raw) != WHOLE or not hmac.compare_digest(mac, _mac(purpose, body)):
        return None
    until = datetime.fromtimestamp(int.from_bytes(body[16 : 16 + TIME_BYTES], "big"), UTC)
    if until <= clock.now():
        return None
    return Ticket(UUID(bytes=body[:16]), until, body[16 + TIME_BYTES :])


def keyed(purpose: str, text: bytes) -> bytes:
    """Give the HMAC-SHA-256 of `text` under a key for one purpose, derived from the secret key."""
    key = derive(house().settings.secret_key.get_secret_value(), purpose)
    return hmac.digest(key, text, "sha256")


def _mac(purpose: str, body: bytes) -> bytes:
    return keyed(f"ticket/{purpose}/1", body)
