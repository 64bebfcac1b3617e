"""Links: what carries one, and what is told of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Medium(StrEnum):
    """What carries a link."""

    STORY = "story"
    BIO = "bio"
    POST = "post"
    DM = "dm"
    QR = "qr"
    PRINT = "print"
    NFC = "nfc"


@dataclass(frozen=True, kw_only=True)
class LinkPlan:
    """What is told of a link when it is made."""

    line_id: UUID
    placement: str
    medium: Medium
    active_from: date
    active_until: date | None = None
    target: str = ""
