"""Numbers and days as platforms write them: `12,400`, `1,2K`, `Sep 14, 2026`, `August 31`."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import cache

from babel.dates import get_month_names

from outreach.schemas.insights import Fault, Wrong

MOST = 2_000_000_000
LONGEST_SHOWN = 40
"""How many characters of a cell that was not taken are kept, to tell which one it was."""
NONE = frozenset({"", "-", "–", "—", "undefined", "null", "n/a", "none", "--"})
DAMAGED = re.compile(r"[+-]?\d([.,]\d+)?E[+]?\d+", re.IGNORECASE)
"""An id of many digits after a spreadsheet has opened it: `1,23E+15` is no id any more."""

_TIMES = {"k": 1_000, "t": 1_000, "tn": 1_000, "m": 1_000_000, "milj": 1_000_000, "mn": 1_000_000}
_NUMBER = re.compile(r"([+-]?)([\d.,]+)([a-z]*)\.?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_LANGUAGES = ("en", "fi", "sv", "es", "de", "fr")
_SHORTEST_YEAR = 4
MONTHS = 12


class Unfit(ValueError):
    """A cell that cannot be what its column says."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def cell_at(row: list[str], at: int) -> str:
    """Give a cell; a row that ends before it has an empty one there."""
    return row[at] if at < len(row) else ""


def wrong(head: list[str], line: int, row: list[str], at: int, fault: Fault) -> Wrong:
    """Tell why a row is not taken: which of its cells, under which name."""
    name, value = cell_at(head, at), cell_at(row, at)
    return Wrong(line, name[:LONGEST_SHOWN], value[:LONGEST_SHOWN], fault)


def number(cell: str, *, times: int = 1, is_whole: bool = True) -> int | None:
    """Read a count; None is "no figure". `times` 60 makes minutes of hours. Raises `Unfit`."""
    bare = "".join(cell.split()).replace("'", "").casefold()
    if bare in NONE:
        return None
    found = _NUMBER.fullmatch(bare)
    if found is None or not any(char.isdigit() for char in bare):
        raise Unfit(Fault.NOT_A_NUMBER)
    sign, digits, unit = found.groups()
    if unit and unit not in _TIMES:
        raise Unfit(Fault.NOT_A_NUMBER)
    value = _plain(digits, is_grouped=is_whole and not unit) * _TIMES.get(unit, 1) * times
    if sign == "-" and value:
        raise Unfit(Fault.NEGATIVE)
    if value > MOST:
        raise Unfit(Fault.TOO_LARGE)
    if is_whole and abs(value - round(value)) > 1e-6:  # noqa: PLR2004  a float's own dust
        raise Unfit(Fault.NOT_A_NUMBER)
    return round(value)


def _plain(digits: str, *, is_grouped: bool) -> float:
    """Tell thousands from decimals: three digits after each mark are thousands in a whole count."""
    marks = [char for char in digits if char in ".,"]
    if is_grouped and _is_grouped(digits):
        return float(re.sub(r"[.,]", "", digits))
    last = marks[-1] if marks else ""
    whole, _mark, part = digits.rpartition(last) if last else (digits, "", "")
    if marks.count(last) > 1 or not (whole + part).replace(".", "").replace(",", "").isdigit():
        raise Unfit(Fault.NOT_A_NUMBER)
    return float(f"{re.sub(r'[.,]', '', whole) or '0'}.{part or '0'}")


def _is_grouped(digits: str) -> bool:
    first, *groups = re.split(r"[.,]", digits)
    marks = set(re.findall(r"[.,]", digits))
    is_cut = groups and len(marks) == 1 and all(len(one) == 3 for one in groups)  # noqa: PLR2004
    return bool(is_cut and 1 <= len(first) <= 3)  # noqa: PLR2004


def day(cell: str, month: date, *, is_day_first: bool = False) -> date:
    """Read a day; one without a year lies as near to `month` as it can. Raises `Unfit`."""
    with suppress(ValueError, KeyError):
        found = _numbered(cell, month, is_day_first=is_day_first) or _named(cell, month)
        if found is not None:
            return found
    raise Unfit(Fault.NOT_A_DAY)


def is_day_first(cells: Iterable[str], month: date) -> bool:
    """Whether `03/04/2026` is the third of April, told by the days that lie in the month asked."""
    found = [match for cell in cells if (match := _SLASHES.match(cell.strip()))]
    pairs = [(int(one), int(two)) for one, two, _year in (match.groups() for match in found)]
    if any(max(pair) > MONTHS for pair in pairs):
        return any(one > MONTHS for one, _two in pairs)
    firsts, seconds = [one for one, _two in pairs], [two for _one, two in pairs]
    return seconds.count(month.month) > firsts.count(month.month)


def _numbered(cell: str, month: date, *, is_day_first: bool) -> date | None:
    text = cell.strip()
    if found := _ISO.match(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _SLASHES.match(text):
        one, two, year = (int(part) for part in found.groups())
        return date(year, two, one) if is_day_first else date(year, one, two)
    if found := _DOTS.match(text):
        at, of = int(found[1]), int(found[2])
        return date(int(found[3]), of, at) if found[3] else _nearest(of, at, month)
    return None


def _named(cell: str, month: date) -> date | None:
    parts = _PARTS.findall(cell.casefold())[:4]
    of = next((_months()[one] for one in parts if one in _months()), None)
    numbers = [one for one in parts if one.isdigit()]
    year = next((int(one) for one in numbers if len(one) == _SHORTEST_YEAR), None)
    at = next((int(one) for one in numbers if len(one) < _SHORTEST_YEAR - 1), None)
    if of is None or at is None:
        return None
    return date(year, of, at) if year else _nearest(of, at, month)


def _nearest(of: int, at: int, month: date) -> date:
    """Choose the year in which a day is nearest to the month asked: "December 31" in January."""
    years = (month.year, month.year - 1, month.year + 1)
    found = []
    for year in years:
        with suppress(ValueError):  # the 29th of February is not in every year
            found.append(date(year, of, at))
    return min(found, key=lambda one: abs((one - month).days))


@cache
def _months() -> dict[str, int]:
    """Name the months in the languages in which files come."""
    found: dict[str, int] = {}
    for language in _LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = get_month_names(width, context, language)
                found |= {name.casefold().strip("."): of for of, name in names.items()}
    return found
