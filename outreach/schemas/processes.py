"""Processes: longer work under a random code, from contact to the service (R54–R56)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

LONGEST_TEXT = 400


class Phase(StrEnum):
    """Where a process stands; it may go back, and ends once (R54)."""

    CONTACT = "contact"
    TRUST = "trust"
    DIALOGUE = "dialogue"
    WORKING = "working"
    GUIDED = "guided"
    ENDED = "ended"


class EndReason(StrEnum):
    """Why a process ended; guided is what it is for (R55)."""

    GUIDED_ATTACHED = "guided_attached"
    GUIDED = "guided"
    OWN_WISH = "own_wish"
    MOVED = "moved"
    LOST_CONTACT = "lost_contact"
    OVER_AGE = "over_age"
    OTHER = "other"


class Attached(StrEnum):
    """Whether the young person got attached to the service; nobody has to know."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, kw_only=True)
class ProcessPlan:
    """What is told when a process begins, and whenever it is looked at again (R56)."""

    pair_id: UUID
    area_id: UUID
    second_id: UUID | None
    aim: str
    hand_over: str
    review_on: date | None


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What is told when a process ends."""

    day: date
    reason: EndReason
    attached: Attached
    guided_to: tuple[UUID, ...] = ()
