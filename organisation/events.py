"""What happened in the organisation room."""

from dataclasses import dataclass
from uuid import UUID

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class WorkerChanged(Event):
    """A worker's roles, lines or standing changed."""

    worker_id: UUID


@dataclass(frozen=True, kw_only=True)
class LineChanged(Event):
    """A line's texts, hours, topics or standing changed."""

    line_id: UUID


@dataclass(frozen=True, kw_only=True)
class WorkerKeyRevoked(Event):
    """A worker's keys are out of use: nothing may be sealed to them any more."""

    worker_id: UUID
    worker_key_id: UUID


@dataclass(frozen=True, kw_only=True)
class WorkerLetIn(Event):
    """A colleague has let a worker in to a line's key."""

    worker_id: UUID
    line_id: UUID


@dataclass(frozen=True, kw_only=True)
class LineKeyRotated(Event):
    """A line has a new key, because somebody left who held the one before."""

    line_id: UUID
    line_key_id: UUID
