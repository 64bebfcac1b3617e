"""Whether a line is open."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Opening:
    """Whether a line is open, and until or from when.

    A line is open when hours are promised and somebody is checked in. `closes_at` is the honest
    end: the promised one, or earlier when nobody has taken what follows. `opens_at` is the next
    opening, and `is_held` whether somebody has taken a place behind it. `on_duty` are those
    checked in now.

    `is_closing`: people are on duty, but it is so late that nobody new is let in, so that nobody is
    left in the queue at the end. `is_late`: hours are promised, and whoever should be there has not
    come within the grace, or nobody should: the page then says closed, and not "soon".
    `has_ended`: the line's last day has passed.
    """

    is_open: bool
    promised: bool
    closes_at: datetime | None
    opens_at: datetime | None
    on_duty: tuple[UUID, ...]
    is_held: bool = False
    is_closing: bool = False
    is_late: bool = False
    has_ended: bool = False
