"""Appointments as pages and other rooms see them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class AppointmentKind(StrEnum):
    """How the two meet."""

    CHAT = "chat"
    PHONE = "phone"
    VIDEO = "video"
    IN_PERSON = "in_person"


class AppointmentState(StrEnum):
    """Where an appointment stands. `over`: its time has passed and nobody said how it went."""

    HELD = "held"
    BOOKED = "booked"
    CANCELLED = "cancelled"
    KEPT = "kept"
    MISSED = "missed"
    OVER = "over"


TAKES = frozenset({AppointmentState.HELD, AppointmentState.BOOKED})
"""The states in which an appointment takes its worker's time."""


@dataclass(frozen=True)
class Offer:
    """A moment at which an appointment can begin, and who could keep it, the freest first."""

    starts_at: datetime
    ends_at: datetime
    workers: tuple[UUID, ...]


@dataclass(frozen=True)
class OfferDay:
    """The moments of one day."""

    day: date
    offers: tuple[Offer, ...] = field(default=())


@dataclass(frozen=True)
class Booking:
    """A booked appointment as its visitor and its worker see it; the visitor has no name."""

    id: UUID
    line_id: UUID
    line_name: dict[str, str]
    type_id: UUID
    type_name: dict[str, str]
    kind: AppointmentKind
    place: dict[str, str]
    with_whom: str
    starts_at: datetime
    ends_at: datetime
    state: AppointmentState
    in_thread: bool
    uid: UUID
    sequence: int
    updated_at: datetime
