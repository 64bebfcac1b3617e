"""The monthly check-in: what the young are asked, and what a channel's keeper answers (R62)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class AnswerMode(StrEnum):
    """How the young may answer the month's question."""

    POLL = "poll"
    COMMENTS = "comments"
    DM = "dm"
    WORRY_TEST = "worry_test"
    FORM = "form"


class SheetState(StrEnum):
    """What became of a channel's sheet of a month; it is itself the figure."""

    ANSWERED = "answered"
    LATE = "late"
    SKIPPED = "skipped"
    MISSING = "missing"
    OPEN = "open"
    NONE = "none"


class InTime(StrEnum):
    """Whether messages were answered in the promised time."""

    YES = "yes"
    NO = "no"
    NONE_CAME = "none_came"


@dataclass(frozen=True, kw_only=True)
class QuestionPlan:
    """The month's question: its texts, how it may be answered, and what may be chosen."""

    texts: dict[str, str]
    modes: list[str]
    options: list[dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class SheetTold:
    """A keeper's three minutes. `reach` is None where the channel has no figure: never 0."""

    is_skipped: bool = False
    skipped_why: str = ""
    posts_planned: int = 0
    posts_made: int = 0
    was_asked: bool = False
    reach: int | None = None
    in_time: InTime = InTime.NONE_CAME
    misuse: int = 0
    hours: int = 0
    changed: str = ""
    help_needed: str = ""


@dataclass(frozen=True)
class Strip:
    """Twelve months of one channel, the oldest first."""

    name: str
    channel_id: str
    months: list[tuple[date, SheetState]] = field(default_factory=list)
