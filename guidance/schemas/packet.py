"""A packet for a service as it crosses the wire."""

import base64
import binascii
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from core.realtime import Wire

LONGEST = 8_192
HASH = r"^[0-9a-f]{64}$"


def _bytes(text: str) -> str:
    try:
        size = len(base64.b64decode(text, validate=True))
    except binascii.Error:
        raise ValueError("not base64") from None
    if not 0 < size <= LONGEST:
        raise ValueError("empty, or longer than a packet may be")
    return text


class SealedPacket(Wire):
    """What the visitor's browser made: `body` is base64 of AES-GCM bytes, the key is not told.

    `take_back_hash` is the SHA-256 of the word with which either side takes the packet back.
    """

    id: UUID
    service_id: UUID
    body: Annotated[str, Field(max_length=2 * LONGEST), AfterValidator(_bytes)]
    take_back_hash: str = Field(pattern=HASH)

    @property
    def raw(self) -> bytes:
        """The bytes."""
        return base64.b64decode(self.body)


class PacketState(StrEnum):
    """Where a packet is."""

    WAITING = "waiting"
    OPENED = "opened"
    TAKEN_BACK = "taken_back"


class PacketView(Wire):
    """What whoever has the link may know without opening: where it is, since when, until when."""

    state: PacketState
    at: datetime | None = None
    until: datetime
