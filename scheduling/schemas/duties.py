"""A worker's own duties."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from scheduling.states import DutyState


@dataclass(frozen=True)
class DutyNow:
    """A worker's duty that runs or is about to: what the duty bar shows."""

    duty_id: UUID
    line_id: UUID
    line_name: dict[str, str]
    starts_at: datetime
    ends_at: datetime
    is_checked_in: bool
    following: "DutyNow | None" = None


@dataclass(frozen=True)
class MyDuty:
    """One of a worker's own duties, with its line and times."""

    duty_id: UUID
    shift_id: UUID
    line_name: dict[str, str]
    starts_at: datetime
    ends_at: datetime
    state: DutyState
    may_release: bool
    is_sought: bool = False
    is_soon: bool = False
