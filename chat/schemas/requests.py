"""How a contact request stands, as counts and as a row of the responders' list."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class Asked:
    """One contact request on the list: nothing of what it says."""

    id: UUID
    line: dict[str, str]
    topic: str
    since: datetime
    last_day: date
    is_late: bool
    is_new: bool
    is_mine: bool


@dataclass(frozen=True)
class Standing:
    """How a line's contact requests stand."""

    line: dict[str, str]
    unanswered: int
    late: int
    longest: datetime | None
    answered: int
