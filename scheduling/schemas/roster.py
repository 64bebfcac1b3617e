"""The roster: shifts as a worker sees them, days and weeks, and what is missing."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from scheduling.eligibility import Reason
from scheduling.states import DutyState

# What is told beside a free place; that it is full or theirs is seen.
WORTH_SAYING = frozenset({Reason.TRAINING, Reason.LANGUAGE, Reason.OVERLAP, Reason.REST})

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
    """A shift on the roster, as one worker sees it.

    `is_busy` says that their own calendar has something then: a mark, and no refusal.
    """

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
    language: str = ""
    why_not: Reason | None = None
    is_waiting: bool = False
    is_busy: bool = False

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
        return self.why_not is None and self.free > 0 and not self.is_past

    @property
    def says_why(self) -> bool:
        """Whether there is a free place that something about the worker keeps them from."""
        mine_to_take = bool(self.is_on_team and self.free) and not self.is_past
        return mine_to_take and self.why_not in WORTH_SAYING

    @property
    def may_wait(self) -> bool:
        """Whether the worker may join the waiting list: only the seats are in the way."""
        return self.why_not is Reason.FULL and not self.is_waiting and not self.is_running

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
