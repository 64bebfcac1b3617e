"""How an audience is spread over ages: a sheet with an age group and its share in each row.

Platforms write shares as per cents (`12,5 %`) or as numbers, for all or for each gender, which are
then added up. What is kept is tenths of a per cent; "no figure" stays "no figure".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from outreach.insights import cells
from outreach.insights.cells import NONE, Unfit
from outreach.insights.errors import SharesUnclear
from outreach.insights.opening import Rows
from outreach.insights.population import ages
from outreach.insights.words import HEAD_WITHIN, SUMS, Words, plain
from outreach.schemas.insights import (
    WHOLE,
    Ages,
    Fault,
    Metric,
    Reading,
    Role,
    Shape,
    Told,
    Wrong,
    ages_told,
)

DUST = 10
"""Tenths of a per cent by which rounded shares may miss the whole."""

_ROUND_AGES = re.compile(
    r"(?:age|ages|ikä|ålder)?\s*([\d\s–-]+\+?)\s*"
    r"(?:years?(?: old)?|year-olds|v\.?|vuotta|-?vuotiaat|år|-?åringar)?"
)


@dataclass(frozen=True)
class Sheet:
    """A sheet of ages that was recognised: its head, the age's column and those of shares."""

    rows: Rows
    head: int
    age: int
    shares: list[int]

    @property
    def body(self) -> Iterator[tuple[int, list[str]]]:
        """Give the rows below the head until an empty one; another table may come after it."""
        for at, row in enumerate(self.rows[self.head + 1 :], self.head + 2):
            if not any(row):
                return
            if plain(row[0]) not in SUMS:
                yield at, row

    @property
    def says_percent(self) -> bool:
        """Whether the sign stands in the head or in a cell."""
        every = [self.rows[self.head], *(row for _line, row in self.body)]
        return any("%" in cells.cell_at(row, at) for row in every for at in self.shares)


def audience(every: Iterable[Rows], words: Words) -> Reading | None:
    """Read the first sheet of ages among tables; None where none of them is one.

    Raises `SharesUnclear`.
    """
    sheets = (found for rows in every if (found := _sheet(rows, words)))
    sheet = next(sheets, None)
    return _read(sheet) if sheet else None


def _sheet(rows: Rows, words: Words) -> Sheet | None:
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        meant = [words.get(plain(cell)) for cell in row]
        whole = [n for n, one in enumerate(meant) if one is Role.SHARE][:1]
        parts = whole or [n for n, one in enumerate(meant) if one is Role.PART]
        age = _age_column(rows[:at], row, meant, words)
        if age is not None and parts:
            return Sheet(rows, at, age, parts)
    return None


def _age_column(above: Rows, row: list[str], meant: Sequence[object], words: Words) -> int | None:
    """Find the ages; a table of which only the title says so begins with a column without name."""
    if Role.AGE in meant:
        return meant.index(Role.AGE)
    is_titled = any(words.get(plain(one[0])) is Role.AGE for one in above if one)
    return 0 if is_titled and row and not row[0] else None


def _read(sheet: Sheet) -> Reading:
    taken: dict[Ages, float | None] = {}
    wrong: list[Wrong] = []
    others = 0.0
    head = sheet.rows[sheet.head]
    for line, row in sheet.body:
        column = sheet.shares[0]
        try:
            parts = [cells.cell_at(row, at) for at in sheet.shares]
            share = _added(parts, is_percent=sheet.says_percent)
            others += share or 0.0
            column = sheet.age
            group = _group(cells.cell_at(row, sheet.age), taken)
        except Unfit as unfit:
            wrong.append(cells.wrong(head, line, row, column, unfit.fault))
            continue
        taken[group] = share
        others -= share or 0.0
    told = [
        Told(ages_told(group), None, Metric.AUDIENCE, share)
        for group, share in _of_thousand(taken, others, is_percent=sheet.says_percent).items()
    ]
    return Reading(Shape.AUDIENCE, told, wrong, _ignored(sheet), len(taken) + len(wrong))


def _added(shares: list[str], *, is_percent: bool) -> float | None:
    """Add the genders of an age group up; None when none of them gives a figure."""
    told = [_number(cell, is_percent=is_percent) for cell in shares]
    found = [one for one in told if one is not None]
    return sum(found) if found else None


def _number(cell: str, *, is_percent: bool) -> float | None:
    """Read a share in per cent with its decimals, or a number. Raises `Unfit`."""
    bare = cell.replace("%", "").strip()
    if bare.casefold() in NONE:
        return None
    if not is_percent:
        with suppress(Unfit):
            return cells.number(bare)
    tenths = cells.number(bare, times=WHOLE, is_whole=False)
    return None if tenths is None else tenths / WHOLE


def _group(cell: str, taken: Iterable[Ages]) -> Ages:
    """Read an age group that no other row holds. Raises `Unfit`."""
    found = _ROUND_AGES.fullmatch(cell.strip().casefold())
    try:
        first, last = ages("".join(found[1].split())) if found else (0, -1)
    except ValueError:
        raise Unfit(Fault.NOT_AN_AGE) from None
    if last < first:
        raise Unfit(Fault.NOT_AN_AGE)
    if any(first <= other_last and other_first <= last for other_first, other_last in taken):
        raise Unfit(Fault.OVERLAPS)
    return first, last


def _of_thousand(
    taken: dict[Ages, float | None], others: float, *, is_percent: bool
) -> dict[Ages, int | None]:
    """Make tenths of a per cent of per cents, or of numbers and all that were counted with them.

    Raises `SharesUnclear` where they cannot be either.
    """
    every = sum(share or 0.0 for share in taken.values()) + others
    tenths = round(every * 10)
    if is_percent or abs(tenths - WHOLE) <= DUST:
        if tenths > WHOLE + DUST:
            raise SharesUnclear
        return {group: None if one is None else round(one * 10) for group, one in taken.items()}
    if taken and tenths < WHOLE and every:
        raise SharesUnclear
    return {
        group: None if one is None or not every else round(WHOLE * one / every)
        for group, one in taken.items()
    }


def _ignored(sheet: Sheet) -> list[str]:
    used = {sheet.age, *sheet.shares}
    return [cell for at, cell in enumerate(sheet.rows[sheet.head]) if cell and at not in used]
