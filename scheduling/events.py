"""What happened in the scheduling room."""

from dataclasses import dataclass
from uuid import UUID

from core.events import Event


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
class RosterChanged(Event):
    """Shifts were planned or called off, or a place was taken or given back, on a line."""

    line_id: UUID
