"""When people asked to chat, by weekday and two hours, beside the hours that are promised (R25).

In a month nearly every cell would be protected, so it is told of halves of the calendar year, of
which a year is the sum, as with `agreement`. Only those months count whose own figure the line
shows: what a month hides could else be taken from a sum. Lines are not added up, for the same
reason. The hours are those that a line promises for an ordinary week as it stands now.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from chat.queries.demand import BLOCKS, HOURS_IN_BLOCK, WEEKDAYS, asked_by_month
from organisation.queries import lines_among
from outreach.figures import ATTEMPTS
from outreach.protected import ALL, tabled
from outreach.reports.blocks import Outreach
from outreach.reports.periods import Period
from outreach.schemas import LineShown
from policies.disclosure import Cell
from scheduling.queries import usual_by_block

ASKED_AT, UNPROMISED, PROMISED = "asked_at", "unpromised", "promised"
Key = tuple[str, str]
When = tuple[int, int]
"""A weekday, Monday = 1, and two hours of it, 0 to 11."""
Weeks = dict[str, "Week"]
"""By the line's slug."""


@dataclass(frozen=True)
class Week:
    """How often a line was asked in a period: by two hours, by weekday, and the hours promised.

    Where a month is left out every amount is the least it can be; `protected` ones are few besides.
    """

    amounts: dict[Key, Outreach]
    protected: frozenset[Key]
    hours: dict[When, float]

    @property
    def asked(self) -> Outreach:
        """Give how often in all."""
        return self.amounts[ALL, ASKED_AT]

    @property
    def is_told(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.asked.n) or not self.asked.is_exact

    def at(self, weekday: int, block: int) -> Outreach:
        """Give how often in two hours of a weekday."""
        return self.amounts[str(weekday), str(block)]

    def on(self, weekday: int) -> Outreach:
        """Give how often on a weekday."""
        return self.amounts[str(weekday), ASKED_AT]

    def between(self, block: int) -> Outreach:
        """Give how often in two hours of any day."""
        return self.amounts[ALL, str(block)]

    def promised(self, weekday: int, block: int) -> float:
        """Give for how many of two hours the line promises to be open."""
        return self.hours.get((weekday, block), 0.0) * HOURS_IN_BLOCK

    def is_missed(self, weekday: int, block: int) -> bool:
        """Whether people are known to have asked while nothing is promised."""
        return bool(self.at(weekday, block).n) and not self.promised(weekday, block)

    @property
    def blocks(self) -> list[int]:
        """Name the hours in which something was asked or is promised on some day."""
        return [one for one in BLOCKS if any(self._matters(day, one) for day in WEEKDAYS)]

    @property
    def told(self) -> list[When]:
        """Name the cells in which something was asked or is promised."""
        return [(day, one) for day in WEEKDAYS for one in BLOCKS if self._matters(day, one)]

    @property
    def unpromised(self) -> Outreach:
        """Add up who asked while nothing is promised: of cells that are shown, nothing besides."""
        cells = (self.at(day, one) for day, one in self.told if not self.promised(day, one))
        return sum(cells, Outreach(0))

    def _matters(self, weekday: int, block: int) -> bool:
        key = (str(weekday), str(block))
        is_asked = bool(self.amounts[key].n) or key in self.protected
        return is_asked or bool(self.promised(weekday, block))


def demand(
    session: Session,
    lines: list[LineShown],
    months: Mapping[date, Mapping[Key, Cell]],
    period: Period,
) -> Weeks | None:
    """Count and protect each line's week; None for a period that is not of whole halves."""
    if not period.halves:
        return None
    asked = asked_by_month(session, [line.id for line in lines], period.first, period.end)
    hours = _hours(session, lines, period)
    weeks: Weeks = {}
    for line in lines:
        shown = [one for one in period.months if not months[one][line.slug, ATTEMPTS].is_hidden]
        tables = [
            _half(
                {one: asked.get((line.id, one), Counter()) for one in half.months if one in shown}
            )
            for half in period.halves
        ]
        sums = _sums(tables, is_whole=len(shown) == period.length)
        weeks[line.slug] = Week(sums, _protected(tables), hours.get(line.id, {}))
    return weeks


def _half(months: Mapping[date, Counter[When]]) -> dict[Key, Cell]:
    """Protect what a half-year counted: cells, weekdays, hours and all together as one table."""
    counted: Counter[When] = sum(months.values(), Counter())
    rows = {str(day): {str(one): counted[day, one] for one in BLOCKS} for day in WEEKDAYS}
    return tabled(rows, ASKED_AT)


def _sums(tables: Iterable[Mapping[Key, Cell]], *, is_whole: bool) -> dict[Key, Outreach]:
    """Add halves up; where a month was left out, each is the least it can be."""
    every = list(tables)
    sums = {key: Outreach.of([table[key] for table in every]) for key in every[0]}
    return {key: Outreach(one.n, one.is_exact and is_whole) for key, one in sums.items()}


def _protected(tables: Iterable[Mapping[Key, Cell]]) -> frozenset[Key]:
    return frozenset(key for table in tables for key, cell in table.items() if cell.is_hidden)


def _hours(
    session: Session, lines: list[LineShown], period: Period
) -> dict[UUID, dict[When, float]]:
    """Give the hours of an ordinary week, the period's last or the last that the line kept."""
    return {
        line.id: usual_by_block(line, _monday(min(period.end, line.ended_on or period.end)))
        for line in lines_among(session, [line.id for line in lines])
    }


def _monday(before: date) -> date:
    """Give the Monday of the last whole week before a day."""
    return before - timedelta(days=7 + before.weekday())
