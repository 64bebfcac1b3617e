"""What happened in the guidance room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class ServiceReferred(Event):
    """A service was named to somebody on a line.

    Day and place only: nothing leads back to a conversation.
    """

    line_id: UUID
    service_id: UUID
    kind: str
    day: date


@dataclass(frozen=True, kw_only=True)
class ServiceReacted(Event):
    """Somebody told what came of a service that was named to them; day and place only."""

    line_id: UUID
    service_id: UUID
    said: str
    day: date


@dataclass(frozen=True, kw_only=True)
class ServiceChanged(Event):
    """A directory entry was made, changed or withdrawn."""

    service_id: UUID


@dataclass(frozen=True, kw_only=True)
class ServiceVerified(Event):
    """Somebody made sure that an entry is true."""

    service_id: UUID
    method: str


@dataclass(frozen=True, kw_only=True)
class ServicesImported(Event):
    """A file was read into the directory."""

    run_id: UUID


@dataclass(frozen=True, kw_only=True)
class WorryTestDone(Event):
    """Somebody filled a worry test in; `origin` is the code of the link that led there, or ""."""

    test: str
    origin: str
    day: date


@dataclass(frozen=True, kw_only=True)
class ContentJudged(Event):
    """Somebody said whether what they read after a worry test helped (R30)."""

    test: str
    helped: bool
    origin: str
    day: date
