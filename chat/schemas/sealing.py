"""What crosses the wire of a conversation that is sealed in browsers (`docs/sealed-chat.md`)."""

import base64
import binascii
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from chat.schemas.talk import About
from core import sealed
from core.realtime import Wire

LONGEST_BOX = 400  # characters: a key sealed to a public key takes 168


def _box(written: str) -> str:
    try:
        base64.b64decode(written, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
    return written


Box = Annotated[str, Field(min_length=1, max_length=LONGEST_BOX), AfterValidator(_box)]
"""A key under another one, opaque to the house."""


class LineBox(Wire):
    """The conversation's key, sealed to its line's key."""

    line_key_id: UUID
    box: Box


class GiveKey(LineBox):
    """What a visitor's browser brings: the key for the line, and at first the sealed nickname."""

    nickname: Box | None = None


class KeepKey(About):
    """The conversation's key, sealed by a worker's browser to that worker's own key."""

    box: Box


def is_sealed_as(alg: str) -> bool:
    """Whether an envelope says that it was sealed in a browser."""
    return alg == sealed.ALG
