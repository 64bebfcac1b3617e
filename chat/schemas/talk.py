"""What crosses the wire of the chat room."""

import binascii
import re
from enum import StrEnum
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from chat.errors import TooLong
from core.errors import BadInput
from core.realtime import Wire
from guidance.schemas import ReferralKind
from policies.guard.kinds import Asked, Reason
from policies.talk_rules import AttachmentKind

LONGEST_BODY = 8_192  # bytes
LONGEST_ON_THE_WIRE = 60_000
ALG = re.compile(r"^[a-z0-9-]{1,24}/[0-9]{1,3}$")
"""How a body may be sealed: a name and a version."""


class State(StrEnum):
    """Where a conversation stands: `waiting → open → closed`, or `left` before it opened.

    A contact request is `asked → answered → closed`, or `left` when nobody answered.
    """

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"
    LEFT = "left"
    ASKED = "asked"
    ANSWERED = "answered"


LIVE = (State.WAITING, State.OPEN, State.ASKED, State.ANSWERED)


class Author(StrEnum):
    """Who says something in a conversation."""

    VISITOR = "visitor"
    RESPONDER = "responder"


class MessageKind(StrEnum):
    """How a body is to be shown; what it says is nobody's business but the two sides'."""

    TEXT = "text"
    CARD = "card"
    PICTURE = "picture"
    VOICE = "voice"
    WITHDRAWN = "withdrawn"
    AGREED = "agreed"
    FEEDBACK = "feedback"
    REACTION = "reaction"
    PACKET = "packet"
    RELEASE = "release"


class Outcome(StrEnum):
    """The four classes (R37). None yet means not analysed (R38)."""

    HELPED = "helped"
    GUIDED = "guided"
    HELPED_AND_GUIDED = "helped_and_guided"
    UNCLEAR = "unclear"


def _opaque(body: str) -> str:
    """Check that it is base64 and not empty; what is in it is not looked at."""
    try:
        size = len(_decoded(body))
    except ValueError:
        raise ValueError("not base64") from None
    if size == 0:
        raise ValueError("empty")
    return body


def _decoded(body: str) -> bytes:
    # Strict in C: `b64decode(validate=True)` goes through a long body with an expression first.
    return binascii.a2b_base64(body, strict_mode=True)


Opaque = Annotated[str, Field(max_length=LONGEST_ON_THE_WIRE), AfterValidator(_opaque)]


class Envelope(Wire):
    """A body as the browser made it: `alg` says how it is sealed, `body` is base64 of the bytes."""

    alg: str = Field(pattern=ALG.pattern)
    body: Opaque

    @property
    def raw(self) -> bytes:
        """The bytes. Raises `TooLong` above 8 kB."""
        decoded = _decoded(self.body)
        if len(decoded) > LONGEST_BODY:
            raise TooLong
        return decoded


class NewMessage(Wire):
    """A message to add. `client_id` is the sender's own; sent twice, it is added once."""

    conversation_id: UUID
    client_id: UUID
    sealed: Envelope


class NewCard(NewMessage):
    """A card to add: a service's with the referral to count, or a guide's, which is none."""

    service_id: UUID | None = None
    kind: ReferralKind | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.service_id is None) is not (self.kind is None):
            raise ValueError("a referral names a service and its kind")
        return self


class Attach(NewMessage):
    """A message that shows what was sent before under the same `client_id`."""

    kind: AttachmentKind


class About(Wire):
    """Names a conversation."""

    conversation_id: UUID


class Typing(About):
    """The other side is writing."""


class Since(About):
    """Asks for what came after a sequence number."""

    after: int = Field(ge=0, lt=2**31)


class Seen(About):
    """Says up to which number one has read."""

    seq: int = Field(ge=1, lt=2**31)


class Withdraw(About):
    """Takes back what one has said last; `client_id` is the message's."""

    client_id: UUID


class Classify(About):
    """Says which class the outcome is; `misuse` keeps it out of the impact figures (R22)."""

    outcome: Outcome | Literal["misuse"]


class Braking(Wire):
    """Says that one takes nobody more for now, or takes more again."""

    is_on: bool


class Burden(Wire):
    """How heavy it is: 0 is light, 4 is very heavy."""

    burden: int = Field(ge=0, le=4)


class Override(Wire):
    """Asks for what the policy says must not be asked, for a reason; only how often is kept."""

    asked: tuple[Asked, ...] = Field(min_length=1, max_length=len(Asked))
    reason: Reason


class Desk(Wire):
    """Asks for a desk in the language of its page: a socket has no address that says it."""

    lang: Literal["fi", "sv", "en"] = "fi"


def attachment_kind(text: str) -> AttachmentKind:
    """Read the kind of an attachment from an address. Raises `BadInput`."""
    try:
        return AttachmentKind(text)
    except ValueError:
        raise BadInput from None
