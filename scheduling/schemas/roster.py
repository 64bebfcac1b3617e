"""The roster: shifts as a worker sees them, days and weeks, and what is missing."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from scheduling.states import DutyState

# What the roster shows as a taken place; whoever gave theirs back is not shown.
HOLDS = frozenset({DutyState.CLAIMED, DutyState.CHECKED_IN})

SHOWN = HOLDS | {DutyState.DONE, DutyState.MISSED}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A shift that a coordinator wants: by the wall clock, once or every week for some weeks."""

    line_id: UUID
    day: date
    begins: str
    ends: str
    least: int = 1
    greatest: int = 2
    weeks: int = 1


@dataclass(frozen=True)
class Place:
    """A taken place on a shift, as colleagues see it."""

    duty_id: UUID
    worker_id: UUID
    name: str
    state: DutyState


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A shift on the roster, as one worker sees it."""

    shift_id: UUID
    line_id: UUID
    starts_at: datetime
    ends_at: datetime
    least: int
    greatest: int
    places: tuple[Place, ...]
    mine: Place | None
    is_past: bool
    is_running: bool
    is_on_team: bool

    @property
    def taken(self) -> int:
        """How many seats are held."""
        return sum(place.state in HOLDS for place in self.places)

    @property
    def free(self) -> int:
        """How many places can still be taken."""
        return max(0, self.greatest - self.taken)

    @property
    def lacking(self) -> int:
        """How many people are missing from the least number; nothing is missing from the past."""
        return 0 if self.is_past else max(0, self.least - self.taken)

    @property
    def may_claim(self) -> bool:
        """Whether the worker may take a place here."""
        return bool(self.is_on_team and self.free) and self.mine is None and not self.is_past

    @property
    def may_release(self) -> bool:
        """Whether the worker may give their place back."""
        claimed = self.mine is not None and self.mine.state is DutyState.CLAIMED
        return claimed and not self.is_past and not self.is_running


@dataclass(frozen=True)
class Gap:
    """Hours that a line promises and no shift covers."""

    line_id: UUID
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Day:
    """One day of the roster: its slots by line, in the order of the lines."""

    date: date
    is_today: bool
    is_past: bool
    slots: dict[UUID, tuple[Slot, ...]]


@dataclass(frozen=True)
class Week:
    """A week of the roster, Monday first, and what is missing from it."""

    monday: date
    days: tuple[Day, ...]
    short: tuple[Slot, ...]
    gaps: tuple[Gap, ...]
