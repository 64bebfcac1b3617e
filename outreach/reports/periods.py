"""The periods of reports: `2026-03`, `2026-H1` or `2026`; only closed ones are reported."""

import re
from dataclasses import dataclass
from datetime import date

from core import clock
from outreach.errors import NoSuchPeriod, PeriodStillOpen
from outreach.schemas import Span

MONTH, HALF, YEAR = 1, 6, 12
LONGEST = 24
_CODE = re.compile(r"(2[0-9]{3})(?:-(?:H([12])|(0[1-9]|1[0-2])))?")


@dataclass(frozen=True)
class Period:
    """So many whole months from `first` on."""

    first: date
    length: int

    @property
    def months(self) -> list[date]:
        """List the first days of its months."""
        found = [self.first]
        while len(found) < self.length:
            found.append(clock.next_month(found[-1]))
        return found

    @property
    def end(self) -> date:
        """Give the first day after it."""
        return clock.next_month(self.months[-1])

    @property
    def span(self) -> Span:
        """Give its days."""
        return Span(self.first, self.end)

    @property
    def is_closed(self) -> bool:
        """Whether all its days are over."""
        return self.end <= clock.local_day()

    @property
    def is_year(self) -> bool:
        """Whether it is a year of the calendar: no two of them share a month."""
        return self.length == YEAR and self.first.month == 1

    @property
    def halves(self) -> list["Period"]:
        """Give the halves of the calendar year that make it up; none where some months are left."""
        starts = [first for first in self.months if first.month in {1, 1 + HALF}]
        is_whole = self.first in starts and len(starts) * HALF == self.length
        return [Period(first, HALF) for first in starts] if is_whole else []

    @property
    def code(self) -> str:
        """Write it as in an address."""
        if self.is_year:
            return f"{self.first:%Y}"
        if self.length == HALF and self.first.month in {1, 1 + HALF}:
            return f"{self.first:%Y}-H{1 + self.first.month // HALF}"
        if self.length == MONTH:
            return f"{self.first:%Y-%m}"
        return f"{self.first:%Y-%m}_{self.months[-1]:%Y-%m}"


def parsed(code: str) -> Period:
    """Read a period of an address. Raises `NoSuchPeriod` for anything else."""
    found = _CODE.fullmatch(code)
    if found is None:
        raise NoSuchPeriod
    year, half, month = (int(part) if part else 0 for part in found.groups())
    if month:
        return Period(date(year, month, 1), MONTH)
    if half:
        return Period(date(year, 1 + (half - 1) * HALF, 1), HALF)
    return Period(date(year, 1, 1), YEAR)


def closed(code: str, first: date) -> Period:
    """Read a period that is over and not before the month `first`, when counting began.

    Raises `NoSuchPeriod`, `PeriodStillOpen`.
    """
    period = parsed(code)
    if not period.is_closed:
        raise PeriodStillOpen
    if period.end <= first:
        raise NoSuchPeriod
    return period


def between(first: date, last: date, began: date) -> Period:
    """Give the closed months from `first` to `last`, at most two years of them.

    Raises `NoSuchPeriod`, `PeriodStillOpen`.
    """
    length = (last.year - first.year) * 12 + last.month - first.month + 1
    if not 1 <= length <= LONGEST:
        raise NoSuchPeriod
    period = Period(first, length)
    if not period.is_closed:
        raise PeriodStillOpen
    if period.end <= began:
        raise NoSuchPeriod
    return period


def closed_since(first: date) -> list[Period]:
    """List the closed periods since the month `first`, the latest first, years before months."""
    years = range(clock.local_day().year, first.year - 1, -1)
    found = [period for year in years for period in _of_year(year)]
    return [period for period in found if period.is_closed and period.end > first]


def _of_year(year: int) -> list[Period]:
    halves = [Period(date(year, 7, 1), HALF), Period(date(year, 1, 1), HALF)]
    months = [Period(date(year, month, 1), MONTH) for month in range(12, 0, -1)]
    return [Period(date(year, 1, 1), YEAR), *halves, *months]
