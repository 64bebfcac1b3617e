"""A contact request for somebody else: its closed lists, and how it looks in lists and counts."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Relation(StrEnum):
    """Who the requester is to the young person."""

    PARENT = "parent"
    RELATIVE = "relative"
    TEACHER = "teacher"
    FRIEND = "friend"
    OTHER = "other"


class Done(StrEnum):
    """How a responder has done a request."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    GUIDED = "guided"
    PASSED_ON = "passed_on"


@dataclass(frozen=True)
class Worry:
    """What the requester wrote: kept only sealed, shown only to who has taken it."""

    name: str
    contact: str
    relation: Relation
    words: str
    language: str


@dataclass(frozen=True)
class NamedRow:
    """One request on the responders' list: nothing of what it says, nor of whom it is."""

    id: UUID
    line: dict[str, str]
    since: datetime
    last_day: date
    is_late: bool
    is_mine: bool
    is_free: bool
    is_done: bool


@dataclass(frozen=True)
class NamedStanding:
    """How a line's requests for somebody else stand."""

    line: dict[str, str]
    waiting: int
    late: int
    longest: datetime | None
    done: int
