"""What happened in the scheduling room."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from core.events import Event

if TYPE_CHECKING:
    from scheduling.models import Appointment


@dataclass(frozen=True, kw_only=True)
class DutyBegan(Event):
    """A worker is on duty on a line from now on."""

    line_id: UUID
    worker_id: UUID


@dataclass(frozen=True, kw_only=True)
class DutyEnded(Event):
    """A worker is on duty on a line no longer."""

    line_id: UUID
    worker_id: UUID


@dataclass(frozen=True, kw_only=True)
class DutyHandedOn(Event):
    """A duty to come has passed from one worker to another."""

    duty_id: UUID
    line_id: UUID
    from_worker_id: UUID
    to_worker_id: UUID


@dataclass(frozen=True, kw_only=True)
class RosterChanged(Event):
    """Shifts were planned or called off, or a place was taken or given back, on a line."""

    line_id: UUID


@dataclass(frozen=True, kw_only=True)
class AppointmentChanged(Event):
    """What happened to an appointment; `thread_id` is set where it belongs to a conversation."""

    appointment_id: UUID
    line_id: UUID
    worker_id: UUID
    starts_at: datetime
    thread_id: UUID | None

    @classmethod
    def of(cls, it: "Appointment", **more: UUID) -> Self:
        """Tell what happened to `it`, as it is now."""
        return cls(
            appointment_id=it.id,
            line_id=it.line_id,
            worker_id=it.worker_id,
            starts_at=it.starts_at,
            thread_id=it.thread_id,
            **more,
        )


@dataclass(frozen=True, kw_only=True)
class AppointmentBooked(AppointmentChanged):
    """A visitor booked a time."""


@dataclass(frozen=True, kw_only=True)
class AppointmentMoved(AppointmentChanged):
    """A booked time is another one now, perhaps with another worker."""

    former_worker_id: UUID


@dataclass(frozen=True, kw_only=True)
class AppointmentCancelled(AppointmentChanged):
    """A booked time was cancelled."""
