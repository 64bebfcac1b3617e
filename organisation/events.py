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
