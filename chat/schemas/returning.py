"""What the six words become in the browser, as it crosses the wire."""

from pydantic import Field

from chat.schemas.sealing import Box
from core.realtime import Wire


class Derived(Wire):
    """What PBKDF2 and HKDF make of a return code: 16 bytes and 32, in base64url.

    `wrapped` is a sealed conversation's key under the third thing that they make.
    """

    lookup: str = Field(pattern=r"^[A-Za-z0-9_-]{22}$")
    auth: str = Field(pattern=r"^[A-Za-z0-9_-]{43}$")
    wrapped: Box | None = None
