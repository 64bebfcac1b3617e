"""What workers' browsers send about keys."""

import base64
import binascii
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from organisation.actions import NewCopy, NewKeys, NewLineKey, NewUnlock
from organisation.models import UnlockKind

LONGEST, MOST_COPIES = 2_000, 1_000


def _read(sent: Any) -> bytes:
    """Read base64url without padding (RFC 4648, section 5)."""
    if not isinstance(sent, str) or len(sent) > LONGEST:
        raise ValueError("base64url is wanted")
    try:
        return base64.urlsafe_b64decode(sent + "=" * (-len(sent) % 4))
    except binascii.Error as wrong:
        raise ValueError("base64url is wanted") from wrong


Bytes = Annotated[bytes, BeforeValidator(_read)]


class Sent(BaseModel):
    """The base of what is sent: nothing but what is known, and nothing missing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SentUnlock(Sent):
    """A way to open keys; of a passkey the browser's answer too, which is checked."""

    kind: UnlockKind
    salt: Bytes
    wrapped: Bytes
    label: str = Field("", max_length=LONGEST)
    rounds: int | None = Field(None, ge=1, le=100_000_000)
    passkey: dict[str, Any] | None = None


class SentKeys(Sent):
    """A worker's keys with the first way to open them; `instead` of lost ones."""

    sealing_public: Bytes
    signing_public: Bytes
    sealing_wrapped: Bytes
    signing_wrapped: Bytes
    unlock: SentUnlock
    instead: bool = False

    def keys(self) -> NewKeys:
        """Give what the action keeps."""
        return NewKeys(
            sealing_public=self.sealing_public,
            signing_public=self.signing_public,
            sealing_wrapped=self.sealing_wrapped,
            signing_wrapped=self.signing_wrapped,
        )


class SentUse(Sent):
    """Which way was used; of a passkey the browser's answer."""

    unlock: UUID
    passkey: dict[str, Any] | None = None


class SentCopy(Sent):
    """A line's private key, sealed to one worker's key."""

    key: UUID
    box: Bytes
    signature: Bytes

    def copied(self) -> NewCopy:
        """Give what the action keeps."""
        return NewCopy(worker_key_id=self.key, box=self.box, signature=self.signature)


class SentLetIn(Sent):
    """A colleague is let in to the line's key of this number."""

    number: int
    copy_: SentCopy = Field(alias="copy")


class SentRecognition(Sent):
    """A colleague's key, by its whole fingerprint, that the worker takes for the colleague's."""

    number: int
    key: str = Field(pattern="^[0-9a-f]{64}$")
    signature: Bytes


class SentLineKey(Sent):
    """A line's next key."""

    number: int
    public: Bytes
    signature: Bytes
    copies: tuple[SentCopy, ...] = Field(max_length=MOST_COPIES)

    def key(self) -> NewLineKey:
        """Give what the action keeps."""
        return NewLineKey(
            number=self.number,
            public=self.public,
            signature=self.signature,
            copies=tuple(one.copied() for one in self.copies),
        )


def unlock_of(sent: SentUnlock, checked: Any = None) -> NewUnlock:
    """Give what the action keeps; `checked` is what a passkey's ceremony has shown."""
    return NewUnlock(
        kind=sent.kind,
        salt=sent.salt,
        wrapped=sent.wrapped,
        label=sent.label,
        rounds=sent.rounds,
        credential_id=checked.credential_id if checked else None,
        credential_public=checked.credential_public_key if checked else None,
        sign_count=checked.sign_count if checked else 0,
    )
