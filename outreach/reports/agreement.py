"""How far two agree who class the same conversations apart: the share, and Cohen's kappa.

Kappa is J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
Measurement 20 (1960): (observed - by chance) / (1 - by chance). Second readings are few, so a month
would nearly always be protected: they are counted by halves of the calendar year, and a year tells
the sum of its halves. No other period is told, so that none lies within another but a half within
its year, and nothing can be worked out from the two.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session

from chat.queries.second import Pairs, pair_totals
from outreach.protected import ALL, tabled
from outreach.reports.blocks import Outreach
from outreach.reports.periods import Period
from outreach.schemas import LineShown
from policies.disclosure import Cell

READ_TWICE, SAME, DIFFERENT = "read_twice", "same_class", "another_class"
TOLD = (READ_TWICE, SAME, DIFFERENT)
KAPPA = "kappa"
Given = TypeVar("Given")


def kappa(pairs: Mapping[tuple[Given, Given], int]) -> float | None:
    """Give Cohen's kappa of so many pairs; None where chance alone would agree always.

    In whole numbers until the division: n times those who agree, against the products of how often
    each class was given by the first and by the second.
    """
    first: Counter[Given] = Counter()
    second: Counter[Given] = Counter()
    for (one, other), n in pairs.items():
        first[one] += n
        second[other] += n
    by_chance = sum(first[one] * second[one] for one in first)
    every, same = first.total(), _same(pairs)
    rest = every * every - by_chance
    return (every * same - by_chance) / rest if rest else None


def _same(pairs: Mapping[tuple[Given, Given], int]) -> int:
    return sum(n for (one, other), n in pairs.items() if one == other)


@dataclass(frozen=True)
class Statistic:
    """A figure of so many pairs, beside its divisor."""

    value: float
    divisor: int


@dataclass(frozen=True)
class Agreement:
    """What is told of a line or of all; `kappa` is None where it is protected or not defined."""

    amounts: dict[str, Outreach]
    kappa: float | None

    @property
    def n(self) -> int:
        """Give how many conversations two have classed; the least it can be."""
        return self.amounts[READ_TWICE].n

    @property
    def is_told(self) -> bool:
        """Whether there are pairs, and every figure of them is shown."""
        return self.n > 0 and _all_exact(self.amounts)

    @property
    def has_one_reader(self) -> bool:
        """Whether nobody has read a second time."""
        return self.n == 0 and self.amounts[READ_TWICE].is_exact

    @property
    def share(self) -> float | None:
        """Give the share in per cent that got the same class from both."""
        return 100 * self.amounts[SAME].n / self.n if self.is_told else None

    @property
    def statistics(self) -> dict[str, Statistic | None]:
        """Give what a file has beside each amount: the share of the same class, and kappa."""
        same = Statistic(self.amounts[SAME].n / self.n, self.n) if self.is_told else None
        of_kappa = Statistic(self.kappa, self.n) if self.kappa is not None else None
        return {READ_TWICE: None, SAME: same, DIFFERENT: None, KAPPA: of_kappa}


@dataclass(frozen=True)
class _Half:
    cells: dict[tuple[str, str], Cell]
    pairs: dict[str, Pairs]


def agreement(
    session: Session, lines: list[LineShown], period: Period
) -> dict[str, Agreement] | None:
    """Count and protect, for `ALL` and by line; None for a period that is not of whole halves."""
    halves = [_half(session, lines, half) for half in period.halves]
    rows = (ALL, *(line.slug for line in lines))
    return {row: _row(halves, row) for row in rows} if halves else None


def _half(session: Session, lines: list[LineShown], half: Period) -> _Half:
    counted = pair_totals(session, [line.id for line in lines], half.first, half.end)
    pairs = {line.slug: counted.get(line.id, Counter()) for line in lines}
    rows = {slug: _split(found) for slug, found in pairs.items()}
    return _Half(tabled(rows, READ_TWICE), {**pairs, ALL: sum(pairs.values(), Counter())})


def _split(pairs: Pairs) -> dict[str, int]:
    same = _same(pairs)
    return {SAME: same, DIFFERENT: pairs.total() - same}


def _row(halves: list[_Half], row: str) -> Agreement:
    amounts = {step: Outreach.of([half.cells[row, step] for half in halves]) for step in TOLD}
    every: Pairs = sum((half.pairs[row] for half in halves), Counter())
    return Agreement(amounts, kappa(every) if _all_exact(amounts) else None)


def _all_exact(amounts: Mapping[str, Outreach]) -> bool:
    return all(amount.is_exact for amount in amounts.values())
