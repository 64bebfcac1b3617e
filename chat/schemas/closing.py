"""What crosses the wire when a conversation is summed up or somebody is worried."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from chat.schemas.talk import About, Classify, Envelope
from core.realtime import Wire

Key = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]
LONGEST_MINUTES = 24 * 60


class Counted(StrEnum):
    """What is counted without anybody's row, and in the docstring's order what `detail` says."""

    OUTCOME = "outcome"
    """An outcome class, or `misuse`."""
    TOPIC = "topic"
    """`topic|outcome`, and `|missing` where a service was missing (R40)."""
    MINUTES = "minutes"
    """A span of minutes, as in `spans`."""
    PARTNER = "partner"
    """The partner's key (R46)."""
    SAFEGUARDING = "safeguarding"
    """Nothing: the flag itself (R21)."""
    TURNED_AWAY = "turned_away"
    """Nothing: somebody was asked to wait before they start (R22)."""
    ATTEMPT = "attempt"
    """Nothing: somebody asked to chat (R7)."""
    ASKED_AT = "asked_at"
    """`weekday|hour` by the wall clock, Monday = 1, by month: somebody asked to chat (R25)."""
    OPENED = "opened"
    """Nothing: somebody was taken from the queue."""
    LEFT_SOON = "left_soon"
    """Nothing: left before an answer, within two minutes."""
    LEFT_LATE = "left_late"
    """Nothing: left before an answer, after more than two minutes."""
    READ_TWICE = "read_twice"
    """`outcome|outcome`, by month: the responder's class and a second reader's, given apart."""
    WAITED = "waited"
    """A span of `schemas.waits`: how long somebody waited until they were answered first."""
    WAITED_IN_VAIN = "waited_in_vain"
    """A span of `schemas.waits`: how long somebody waited who left before an answer."""


class LineTextKind(StrEnum):
    """What a line has ready."""

    REPLY = "reply"
    STEP = "step"
    PARTNER = "partner"


class SumUp(Classify):
    """Everything that is said about a conversation that has ended; may be changed."""

    topics: tuple[Key, ...] = Field((), max_length=12)
    is_missing: bool = False
    partner: Key | None = None
    minutes: int | None = Field(None, ge=0, le=LONGEST_MINUTES)
    own_words: Envelope | None = None


class Raise(About):
    """Raises the safeguarding flag, or takes it back when it was a mistake."""

    is_raised: bool = True


class Tick(About):
    """Says that a step of the protocol has been taken, or has not."""

    step: Key
    is_done: bool = True


class InLanguage(About):
    """Names a conversation, and the language of the page that asks."""

    lang: Literal["fi", "sv", "en"] = "fi"


class OfLine(Wire):
    """Asks for what a line has ready, in the language of the page."""

    line_id: UUID
    lang: Literal["fi", "sv", "en"] = "fi"
