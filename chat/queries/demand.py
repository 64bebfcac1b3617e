"""When people ask to chat, against the hours that are promised and the people who keep them (R25).

Counts only: by month, weekday and hour, without anybody's row. Small ones are protected, and what
would follow from them is not worked out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, col, select

from chat.models import Count
from chat.schemas.closing import Counted
from core import clock
from policies.disclosure import Cell, protect_table
from policies.queries import policy
from scheduling.demand import demand_by
from scheduling.queries import people_by_block, promised_by_block
from scheduling.staffing import USUAL_MINUTES, Range, Seen, may_give_up, needed

if TYPE_CHECKING:
    from organisation.models import Line

MONTHS = 3
WEEKS_AHEAD = 4
BLOCKS = range(12)
WEEKDAYS = range(1, 8)
HOURS_IN_BLOCK = 2
MOST_WHO_GIVE_UP = 0.1
"""Of which share of those who ask it is said how many people keep it."""

MIDDLE = {"0-20": 12.0, "20-40": 30.0, "40-60": 50.0, "60-90": 75.0, "90-": 105.0}
"""The minutes that a counted span stands for."""


@dataclass(frozen=True)
class Block:
    """Two hours of the week: who asked, what is promised, who is there, what follows."""

    weekday: int
    begins: int
    asked: Cell
    promised: float
    people: float
    may_give_up: Range | None
    needed: int | None

    @property
    def is_missed(self) -> bool:
        """Whether people ask then and the line promises nothing."""
        return bool(self.asked.n) and self.promised == 0


@dataclass(frozen=True)
class Demand:
    """A line's week: blocks by weekday, from the months that were counted."""

    since: date
    days: dict[int, list[Block]]
    minutes: float

    @property
    def tightest(self) -> list[Block]:
        """Give the blocks in which the most may give up, the worst first."""
        tight = [one for day in self.days.values() for one in day if one.may_give_up]
        return sorted(tight, key=_how_tight, reverse=True)[:5]


def _how_tight(one: Block) -> float:
    return one.may_give_up.middle if one.may_give_up else 0.0


def demand(session: Session, line: "Line") -> Demand:
    """Weigh a line's demand by weekday and two hours against its hours and its roster."""
    today = clock.local_day()
    since = _since(today)
    counted, minutes = _asked(session, line.id, since), _minutes(session, line.id, since)
    table = protect_table(counted, policy().least_shown)
    monday = today - timedelta(days=today.weekday())
    open_then = promised_by_block(session, line, monday)
    people = people_by_block(session, line.id, monday, WEEKS_AHEAD)
    hours = {day: _hours(day, since, today) for day in WEEKDAYS}
    return Demand(
        since,
        {
            day: [
                _block(
                    (day, one),
                    table.rows[str(day)][str(one)],
                    open_then.get((day, one), 0.0),
                    people.get((day, one), 0.0),
                    Seen(table.rows[str(day)][str(one)].n or 0, hours[day], minutes),
                    line.places_each,
                )
                for one in BLOCKS
            ]
            for day in WEEKDAYS
        },
        minutes,
    )


@demand_by
def asked_by_block(session: Session, line_id: UUID) -> dict[tuple[int, int], Cell]:
    """Give how often people asked to chat, for the coordinators' board of the roster."""
    counted = _asked(session, line_id, _since(clock.local_day()))
    table = protect_table(counted, policy().least_shown)
    return {(day, one): table.rows[str(day)][str(one)] for day in WEEKDAYS for one in BLOCKS}


def asked_by_month(
    session: Session, line_ids: Iterable[UUID], first: date, end: date
) -> dict[tuple[UUID, date], Counter[tuple[int, int]]]:
    """Count by line and month when people asked: by weekday and two hours. Unprotected."""
    keys = (col(Count.line_id), col(Count.day), col(Count.detail), col(Count.n))
    rows = select(*keys).where(
        col(Count.line_id).in_(list(line_ids)),
        Count.what == Counted.ASKED_AT,
        Count.day >= first,
        Count.day < end,
    )
    found: dict[tuple[UUID, date], Counter[tuple[int, int]]] = defaultdict(Counter)
    for line_id, month, detail, n in session.exec(rows).all():
        found[line_id, month][_when(detail)] += n
    return found


def _block(
    key: tuple[int, int], asked: Cell, open_then: float, people: float, seen: Seen, each: int
) -> Block:
    """Say what follows for two hours; nothing where the count is protected or nobody asked."""
    weekday, number = key
    known = not asked.is_hidden and bool(asked.n)
    return Block(
        weekday,
        number * HOURS_IN_BLOCK,
        asked,
        open_then,
        people,
        may_give_up(seen, round(people), each) if known and open_then else None,
        needed(seen, each, MOST_WHO_GIVE_UP) if known else None,
    )


def _since(today: date) -> date:
    month = clock.month_starts(today)
    for _ in range(MONTHS - 1):
        month = clock.month_starts(month - timedelta(days=1))
    return month


def _hours(weekday: int, since: date, today: date) -> float:
    """Count the hours of a block on a weekday that have passed since then."""
    days = ((since + timedelta(days=n)).isoweekday() for n in range((today - since).days))
    return float(HOURS_IN_BLOCK * sum(one == weekday for one in days))


def _asked(session: Session, line_id: UUID, since: date) -> dict[str, dict[str, int]]:
    rows = select(Count.detail, Count.n).where(
        Count.line_id == line_id, Count.what == Counted.ASKED_AT, col(Count.day) >= since
    )
    found = {str(day): {str(one): 0 for one in BLOCKS} for day in WEEKDAYS}
    for detail, n in session.exec(rows).all():
        weekday, block = _when(detail)
        found[str(weekday)][str(block)] += n
    return found


def _when(detail: str) -> tuple[int, int]:
    """Read a counted `weekday|hour` as a weekday and two hours of it."""
    weekday, _bar, hour = detail.partition("|")
    return int(weekday), int(hour) // HOURS_IN_BLOCK


def _minutes(session: Session, line_id: UUID, since: date) -> float:
    """Give the mean length of a conversation as counted in spans; what is usual if none was."""
    rows = select(Count.detail, Count.n).where(
        Count.line_id == line_id, Count.what == Counted.MINUTES, col(Count.day) >= since
    )
    spans: dict[str, int] = defaultdict(int)
    for detail, n in session.exec(rows).all():
        spans[detail] += n
    many = sum(spans.values())
    if many < policy().least_shown:
        return USUAL_MINUTES
    return sum(MIDDLE[span] * n for span, n in spans.items()) / many


@dataclass(frozen=True)
class WhatIf:
    """What longer hours would ask for and give (R51)."""

    asked: Cell
    hours_a_week: float
    commitments: float
    may_give_up: Range | None


def what_if(found: Demand, line: "Line", weekday: int, begins: int, people: int) -> WhatIf:
    """Reckon two hours more on a weekday with so many people."""
    block = found.days[weekday][begins // HOURS_IN_BLOCK]
    hours = _hours(weekday, found.since, clock.local_day())
    seen = Seen(block.asked.n or 0, hours, found.minutes)
    known = not block.asked.is_hidden
    a_week = float(HOURS_IN_BLOCK * people)
    # R42: two hours every second week is what one worker commits to.
    return WhatIf(
        block.asked, a_week, a_week, may_give_up(seen, people, line.places_each) if known else None
    )
