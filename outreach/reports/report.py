"""A closed period's report: sums of what its months show, means with their divisors.

A sum is exact where every month of it is shown, and "at least" where one is protected. So a report
tells nothing that the months did not tell: no figure can be worked out from a year and its months.
Process clients are the exception: one who stays for months is counted once, so they are counted in
whole years only, which do not lie within each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session

from core import clock
from core.i18n import pick
from outreach.figures import (
    ATTEMPTS,
    CLASSES,
    CONVERSATIONS,
    NOT_ANALYSED,
    REQUESTS,
    SERVICES_NAMED,
)
from outreach.figures import INFORMING as LINKED
from outreach.protected import ALL, tabled
from outreach.queries import lines_counted
from outreach.queries.counts import first_month
from outreach.queries.processes import process_clients
from outreach.queries.rounds import Place, first_work
from outreach.reports.agreement import Agreement, agreement
from outreach.reports.beside import Beside, beside
from outreach.reports.blocks import Amount, Informing, Outreach
from outreach.reports.coverage import USUAL, Coverage, coverages
from outreach.reports.demand import Weeks, demand
from outreach.reports.months import (
    CONTENT_HELPED,
    ENCOUNTERS,
    IN_PERSON,
    MEETINGS,
    NEW,
    TEST_DONE,
    Key,
    Month,
    Whose,
    cells_of,
    key_of,
    month_of,
)
from outreach.reports.periods import Period
from outreach.reports.street import Street, street
from outreach.schemas import SERVICES, LineShown, Span
from policies.disclosure import Cell, Shown

ANALYSED, PROCESSES = "analysed", "processes"
BY_LINKS = LINKED
INFORMING = (*BY_LINKS, TEST_DONE, CONTENT_HELPED)
TALKED = (ATTEMPTS, CONVERSATIONS, ANALYSED, *CLASSES, REQUESTS)
NAMED = (*(stage.value for stage in SERVICES), SERVICES_NAMED)
WORK = (ENCOUNTERS, NEW, MEETINGS, IN_PERSON, PROCESSES)
SHARES = (
    (CONTENT_HELPED, TEST_DONE),
    (CONVERSATIONS, TEST_DONE),
    (ANALYSED, CONVERSATIONS),
    (IN_PERSON, MEETINGS),
)
# A mean of new encounters is over the months with encounters, and so on: in 10 months of work a
# year's 6,100 encounters are 610 a month.
_ACTIVE = {
    NEW: ENCOUNTERS,
    IN_PERSON: MEETINGS,
    CONTENT_HELPED: TEST_DONE,
    **dict.fromkeys(CLASSES, CONVERSATIONS),
}
Block = TypeVar("Block", Informing, Outreach)
_NO_MEAN = frozenset({PROCESSES, ANALYSED, NOT_ANALYSED})


@dataclass(frozen=True)
class Mean:
    """A sum, what it was divided by, and what of: months, or workers in each month."""

    total: float
    divisor: int

    @property
    def value(self) -> float:
        """Divide."""
        return self.total / self.divisor


@dataclass(frozen=True)
class Hours:
    """Minutes of duty, and how many workers gave some, summed over the months."""

    minutes: Amount
    givers: int

    @property
    def each(self) -> Mean | None:
        """Give the mean hours of one worker in one month."""
        is_told = self.minutes.is_exact and self.givers
        return Mean(self.minutes.n / 60, self.givers) if is_told else None


@dataclass(frozen=True)
class Report:
    """A closed period: informing and outreach by line, by pair and area, and in all (`ALL`)."""

    period: Period
    lines: list[LineShown]
    informing: dict[Key, Informing]
    outreach: dict[Key, Outreach]
    hours: Hours
    beside: Beside
    agreement: dict[str, Agreement] | None
    demand: Weeks | None
    street: Street
    coverage: list[Coverage]
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    months: dict[date, Month] = field(default_factory=dict)

    def of(self, step: str, row: str = ALL) -> Informing | Outreach:
        """Give a figure of either block."""
        return self.informing[row, step] if step in INFORMING else self.outreach[row, step]

    @property
    def work(self) -> tuple[str, ...]:
        """Name the steps of street and online work; process clients are those of whole years."""
        return WORK if self.period.is_year else WORK[:-1]

    def series(self, step: str) -> list[tuple[date, Cell]]:
        """Give a figure month by month."""
        cells = cells_of(self.months.values(), (ALL, step))
        return list(zip(self.months, cells, strict=True))

    def cell(self, month: date, step: str, row: str) -> Cell | None:
        """Give what one month shows of a line or of all; None for what is no cell of a month."""
        return self.months[month].cells.get((row, step))

    def mean(self, step: str) -> Mean | None:
        """Divide an exact sum by the months in which there was any; None where none is told."""
        amount, active = self.of(step), _ACTIVE.get(step, step)
        if step in _NO_MEAN or not amount.is_exact or not self.of(active).is_exact:
            return None
        divisor = sum(1 for _month, cell in self.series(active) if cell.n)
        return Mean(amount.n, divisor) if divisor else None

    def share(self, part: str, whole: str) -> float | None:
        """Give a share in per cent of two exact figures, else None."""
        some, every = self.of(part), self.of(whole)
        return 100 * some.n / every.n if some.is_exact and every.is_exact and every.n else None

    @property
    def unanswered(self) -> int | None:
        """Say how many asked and got no answer, where both figures are exact."""
        asked, talked = self.of(ATTEMPTS), self.of(CONVERSATIONS)
        both = asked.is_exact and talked.is_exact
        return asked.n - talked.n if both and asked.n >= talked.n else None

    def by_line(self, steps: Iterable[str]) -> list[tuple[str, dict[str, Amount]]]:
        """Give the figures of each line."""
        wanted = list(steps)
        return [
            (pick(line.name), {step: self.of(step, line.slug) for step in wanted})
            for line in self.lines
        ]

    def by_name(self, at: int) -> dict[str, dict[str, Outreach]]:
        """Add places of work up by pair (0) or by area (1), from what each of them shows."""
        sums: dict[str, dict[str, Outreach]] = {}
        for row, names in self.places.items():
            found = sums.setdefault(names[at], dict.fromkeys(self.work, Outreach(0)))
            for step in self.work:
                found[step] += self.outreach[row, step]
        return dict(sorted(sums.items()))


def began(session: Session, organisation_id: UUID | None) -> date:
    """Give the month in which counting began; this one before anything was counted."""
    return first_counted(session, organisation_id) or clock.month_starts(clock.local_day())


def first_counted(session: Session, organisation_id: UUID | None) -> date | None:
    """Give the month in which counting began, None before anything was counted."""
    lines = [line.id for line in lines_counted(session, organisation_id)]
    days = (first_month(session, lines), first_work(session, organisation_id))
    return min((clock.month_starts(day) for day in days if day is not None), default=None)


def report(session: Session, organisation_id: UUID | None, period: Period) -> Report:
    """Count a closed period."""
    lines = lines_counted(session, organisation_id)
    whose = Whose.of(session, organisation_id, lines)
    months = {
        first: month_of(session, whose, Span(first, clock.next_month(first)))
        for first in period.months
    }
    clients = process_clients(session, organisation_id, period.span)
    places = _places(whose.names, [*(one.places for one in months.values()), clients])
    rows = [ALL, *(line.slug for line in lines)]
    every = months.values()
    cells = {first: one.cells for first, one in months.items()}
    hours = Hours(Amount.of(one.minutes for one in every), sum(one.givers for one in every))
    return Report(
        period=period,
        lines=lines,
        informing=_sums(Informing, every, rows, INFORMING),
        outreach={
            **_talks(every, rows),
            **_sums(Outreach, every, [ALL, *places], WORK[:-1]),
            **_processes(period, clients, places),
        },
        hours=hours,
        beside=beside(session, lines, cells, hours.minutes),
        agreement=agreement(session, lines, period),
        demand=demand(session, lines, cells, period),
        street=street(session, organisation_id, months, period.span),
        coverage=_coverage(session, organisation_id, period),
        places=places,
        months=months,
    )


def _coverage(session: Session, organisation_id: UUID | None, period: Period) -> list[Coverage]:
    """Give the months of which a share of the people can be told."""
    every = coverages(session, organisation_id, period.months, USUAL)
    return [one for one in every if one.share is not None]


def _places(names: dict[UUID, str], found: list[Iterable[Place]]) -> dict[str, tuple[str, str]]:
    """Name each pair in each area, in their order."""
    named = {
        key_of((pair, area)): (names[pair], names[area]) for some in found for pair, area in some
    }
    return dict(sorted(named.items(), key=lambda one: one[1]))


def _sums(
    block: type[Block], months: Iterable[Month], rows: Iterable[str], steps: Iterable[str]
) -> dict[Key, Block]:
    return {(row, step): block.of(cells_of(months, (row, step))) for row in rows for step in steps}


def _talks(months: Iterable[Month], rows: list[str]) -> dict[Key, Outreach]:
    """Add conversations up; those with a class are all of them but those without (R38)."""
    found = _sums(Outreach, months, rows, (*TALKED, *NAMED))
    for row in rows:
        every, without = found[row, CONVERSATIONS], found[row, NOT_ANALYSED]
        classed = (found[row, one] for one in CLASSES if one != NOT_ANALYSED)
        found[row, ANALYSED] = (
            Outreach(every.n - without.n)
            if every.is_exact and without.is_exact
            else sum(classed, Outreach(0))
        )
    return found


def _processes(
    period: Period, clients: dict[Place, int], places: Iterable[str]
) -> dict[Key, Outreach]:
    if not period.is_year:
        return {}
    cells = tabled({key_of(place): {"": n} for place, n in clients.items()}, PROCESSES)
    return {
        (row, PROCESSES): Outreach.of([cells.get((row, PROCESSES), Shown(0))])
        for row in (ALL, *places)
    }
