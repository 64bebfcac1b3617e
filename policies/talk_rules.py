"""The policy's sections `[chat.talk]` and `[chat.attachments]`: what passes between two sides."""

from enum import StrEnum

from pydantic import Field

from policies.duration import Duration
from policies.parts import Part

LARGEST_BYTES = 950_000
"""No form of the house takes more at once (`app.factory.LARGEST_FORM`)."""


class Talk(Part):
    """How far the other side has read, and for how long one may withdraw one's last message.

    Nobody may withdraw anything where `withdraw_within` is none at all (`PT0M`).
    """

    read_marks: bool = Field(True, strict=True)
    withdraw_within: Duration = Duration(minutes=15)

    @property
    def may_withdraw(self) -> bool:
        """Whether anything can be withdrawn at all."""
        return self.withdraw_within != Duration()


class AttachmentKind(StrEnum):
    """What may be sent beside words."""

    PICTURE = "picture"
    VOICE = "voice"


class Attachments(Part):
    """What may be sent beside words on every line, how large it may be, and how many."""

    kinds: frozenset[AttachmentKind] = frozenset({AttachmentKind.VOICE})
    most: int = Field(20, ge=1, le=100, strict=True)
    picture_bytes: int = Field(600_000, ge=50_000, le=LARGEST_BYTES, strict=True)
    picture_pixels: int = Field(1_600, ge=400, le=4_000, strict=True)
    voice_bytes: int = Field(900_000, ge=50_000, le=LARGEST_BYTES, strict=True)
    voice_seconds: int = Field(120, ge=10, le=600, strict=True)

    def largest(self, kind: AttachmentKind) -> int:
        """Give the most bytes that an attachment of this kind may have, sealed."""
        return self.picture_bytes if kind is AttachmentKind.PICTURE else self.voice_bytes
