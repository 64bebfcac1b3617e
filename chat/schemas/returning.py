"""What the six words become in the browser, as it crosses the wire."""

from pydantic import Field

from core.realtime import Wire


class Derived(Wire):
    """What PBKDF2 and HKDF make of a return code: 16 bytes and 32, in base64url."""

    lookup: str = Field(pattern=r"^[A-Za-z0-9_-]{22}$")
    auth: str = Field(pattern=r"^[A-Za-z0-9_-]{43}$")
