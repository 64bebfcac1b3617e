"""Reading a platform's file by its headers: what each row tells, and which rows are not taken."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from core.clock import month_starts
from outreach.insights import cells
from outreach.insights.audience import audience
from outreach.insights.cells import DAMAGED, Unfit
from outreach.insights.errors import HeadersUnknown, OtherMonth
from outreach.insights.opening import SEPARATORS, Limits, Rows, rows, texts
from outreach.insights.words import HEAD_WITHIN, SUMS, Words, plain
from outreach.schemas.insights import (
    Fault,
    Meaning,
    Metric,
    Reading,
    Role,
    Shape,
    Told,
    Wrong,
)

LONGEST_KEY = 300
LIFETIME = frozenset({"lifetime", "koko ajalta", "livstid"})
Key = tuple[str, date | None]
_KEYS = {Role.ID, Role.LINK, Role.PLACE, Role.DAY, Role.PUBLISHED}


@dataclass
class Table:
    """A table that was recognised: where its head is, and what each of its columns means."""

    rows: Rows
    head: int
    columns: dict[int, Meaning]
    title: Metric | None = None
    ignored: list[str] = field(default_factory=list)

    @property
    def shape(self) -> Shape:
        """Say what a row is."""
        found = set(self.columns.values())
        if found & {Role.ID, Role.LINK}:
            return Shape.POSTS
        if Role.PLACE in found:
            return Shape.PLACES
        return Shape.DAYS if Role.DAY in found else Shape.POSTS

    @property
    def body(self) -> Iterator[tuple[int, list[str]]]:
        """Give the rows below the head with their line; empty ones and sums are left out."""
        for at, row in enumerate(self.rows[self.head + 1 :], self.head + 2):
            if any(row) and plain(row[0]) not in SUMS:
                yield at, row

    def at(self, role: Role) -> int | None:
        """Say which column has a role."""
        return next((at for at, one in self.columns.items() if one is role), None)


def read(data: bytes, month: date, words: Words, limits: Limits) -> Reading:
    """Read a file about a month.

    Raises `FileTooLarge`, `FileUnreadable`, `HeadersUnknown`, `SharesUnclear`, and `OtherMonth`
    when every row of it is of another one.
    """
    found = [
        rows(text, separator, limits)
        for text in texts(data, limits)
        for separator in _separators(text)
    ]
    return audience(found, words) or _read(_best(found, words), month)


def _read(table: Table, month: date) -> Reading:
    day_first = cells.is_day_first(_days(table), month)
    taken: dict[Key, list[Told]] = {}
    wrong: list[Wrong] = []
    head = table.rows[table.head]
    for line, row in table.body:
        try:
            key, told = _row(table, row, month, day_first=day_first)
            _check_new(key, taken)
            taken[key] = told
        except _Misfit as misfit:
            wrong.append(cells.wrong(head, line, row, misfit.column, misfit.fault))
    if not taken and {one.fault for one in wrong} == {Fault.OTHER_MONTH}:
        raise OtherMonth
    figures = [one for told in taken.values() for one in told]
    return Reading(table.shape, figures, wrong, table.ignored, len(taken) + len(wrong))


def _best(every: Iterable[Rows], words: Words) -> Table:
    """Choose the table, and the separator, by which the most columns are known."""
    found: list[Table] = []
    for cut in every:
        heads = (_head(cut, at, words) for at in range(min(len(cut), HEAD_WITHIN)))
        found += [table for table in heads if table]
    if not found:
        raise HeadersUnknown
    return max(found, key=lambda one: len(one.columns))


def _separators(text: str) -> tuple[str, ...]:
    first = text.lstrip("\ufeff").partition("\n")[0].strip()
    said = first.casefold().removeprefix("sep=")
    return (said,) if first.casefold().startswith("sep=") and len(said) == 1 else SEPARATORS


def _head(found: Rows, at: int, words: Words) -> Table | None:
    """Take a row for the head when it names a key and a figure."""
    columns: dict[int, Meaning] = {}
    for number, cell in enumerate(found[at]):
        meant = words.get(plain(cell))
        if meant is not None and meant not in columns.values():
            columns[number] = meant
    means = set(columns.values())
    title = _title(found[:at], words) if Role.VALUE in means else None
    has_figure = means & set(Metric) or Role.WATCH_HOURS in means or title
    if not (means & _KEYS and has_figure):
        return None
    ignored = [cell for number, cell in enumerate(found[at]) if cell and number not in columns]
    return Table(found, at, columns, title, ignored)


def _title(above: Rows, words: Words) -> Metric | None:
    """Read the metric that a file names above its head, as Meta's results do."""
    for row in reversed(above):
        means = words.get(plain(row[0])) if row else None
        if isinstance(means, Metric):
            return means
    return None


def _days(table: Table) -> list[str]:
    at = table.at(Role.DAY)
    at = table.at(Role.PUBLISHED) if at is None else at
    return [row[at] for _line, row in table.body if at is not None and at < len(row)]


class _Misfit(Exception):
    def __init__(self, column: int, fault: Fault) -> None:
        super().__init__(fault.value)
        self.column, self.fault = column, fault


def _check_new(key: Key, taken: Mapping[Key, list[Told]]) -> None:
    if key in taken:
        raise _Misfit(0, Fault.TWICE)


def _row(table: Table, row: list[str], month: date, *, day_first: bool) -> tuple[Key, list[Told]]:
    """Read what a row tells. Raises `_Misfit` for the first cell that is wrong."""
    day = _day(table, row, month, day_first=day_first)
    what = "" if table.shape is Shape.DAYS else _key(table, row)
    if table.shape is Shape.DAYS and day is None:
        raise _Misfit(table.at(Role.DAY) or 0, Fault.NOT_A_DAY)
    metrics = ((at, means, _metric(table, means)) for at, means in table.columns.items())
    told = [
        Told(what, day, metric, _count(row[at], at, means))
        for at, means, metric in metrics
        if metric is not None and at < len(row)
    ]
    return (what, day), told


def _metric(table: Table, means: Meaning) -> Metric | None:
    if means is Role.WATCH_HOURS:
        return Metric.WATCH_MINUTES
    if means is Role.VALUE:
        return table.title
    return means if isinstance(means, Metric) else None


def _count(cell: str, at: int, means: Meaning) -> int | None:
    hours = means is Role.WATCH_HOURS
    try:
        return cells.number(cell, times=60 if hours else 1, is_whole=not hours)
    except Unfit as unfit:
        raise _Misfit(at, unfit.fault) from None


def _day(table: Table, row: list[str], month: date, *, day_first: bool) -> date | None:
    """Read the day that a row counts, or on which its post was published, and hold it to the month.

    A table of videos tells what was seen in a period, whenever the video was published.
    """
    for role in (Role.DAY, Role.PUBLISHED):
        at = table.at(role)
        cell = row[at] if at is not None and at < len(row) else ""
        if at is None or not cell or plain(cell) in LIFETIME:
            continue
        try:
            found = cells.day(cell, month, is_day_first=day_first)
        except Unfit as unfit:
            raise _Misfit(at, unfit.fault) from None
        if month_starts(found) == month:
            return found
        if role is Role.DAY or not _tells_a_period(table):
            raise _Misfit(at, Fault.OTHER_MONTH)
    return None


def _tells_a_period(table: Table) -> bool:
    """Whether views are those of the period that was asked for: watch time stands beside them."""
    return Role.WATCH_HOURS in table.columns.values()


def _key(table: Table, row: list[str]) -> str:
    """Name the post or the place. An id that a spreadsheet has damaged is nobody's key."""
    damaged: int | None = None
    for role in (Role.LINK, Role.ID, Role.PLACE):
        at = table.at(role)
        if at is None or at >= len(row) or not row[at]:
            continue
        if DAMAGED.fullmatch(row[at]):
            damaged = at
            continue
        return row[at][:LONGEST_KEY]
    raise _Misfit(damaged or 0, Fault.NO_KEY if damaged is None else Fault.DAMAGED_ID)
