"""How long people waited, told as bounds: "half of them at most 5 minutes".

What is counted of each span is never told, so nothing can be taken from a sum. A bound is told only
where at least as many waited that long or longer as the small-cell rule wants of any figure, and of
months whose own figure is shown: those who were answered are the conversations, those who were not
are who left.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from chat.queries.topics import wait_totals
from chat.schemas.closing import Counted
from chat.schemas.waits import WAITS
from core import clock
from outreach.figures import CONVERSATIONS
from outreach.protected import ALL, alone, threshold
from outreach.reports.blocks import Outreach
from outreach.schemas import LineShown
from policies.disclosure import Cell, Shown

ANSWERED, LEFT = "waited", "waited_in_vain"
PERCENTS = (50, 80, 95)
LEFT_ALL = "left"
Key = tuple[str, str]

_COUNTED = {ANSWERED: Counted.WAITED, LEFT: Counted.WAITED_IN_VAIN}
_SHOWN_BY = {ANSWERED: CONVERSATIONS, LEFT: LEFT_ALL}


@dataclass(frozen=True)
class Wait:
    """How long so many waited: by share in per cent the minutes within which it was over.

    None is longer than the last span that is counted; a share that is missing is not told.
    """

    n: Outreach
    within: dict[int, int | None]


Waits = dict[Key, Wait]
"""By line, or `ALL`, and by `ANSWERED` or `LEFT`."""


def waits(
    session: Session, lines: list[LineShown], months: Mapping[date, Mapping[Key, Cell]]
) -> Waits:
    """Say how long people waited in the `months`, whose cells decide what is told."""
    rows = {ALL: [line.id for line in lines]} | {line.slug: [line.id] for line in lines}
    spans: dict[Key, Counter[str]] = {(row, way): Counter() for row in rows for way in _COUNTED}
    hidden: set[Key] = set()
    for first, cells in months.items():
        told = wait_totals(session, rows[ALL], first, clock.next_month(first))
        for row, way in spans:
            month = _together(told, rows[row], _COUNTED[way])
            if _is_hidden(cells, row, way, month):
                hidden.add((row, way))
            else:
                spans[row, way] += month
    return {
        key: Wait(Outreach(counted.total(), key not in hidden), _bounds(counted))
        for key, counted in spans.items()
    }


def _together(
    told: Mapping[tuple[UUID, Counted], Counter[str]], lines: list[UUID], what: Counted
) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in lines:
        found += told.get((line, what), Counter())
    return found


def _is_hidden(cells: Mapping[Key, Cell], row: str, way: str, month: Counter[str]) -> bool:
    figure = cells.get((row, _SHOWN_BY[way]), Shown(0))
    return figure.is_hidden or alone(month.total()).is_hidden


def _bounds(counted: Counter[str]) -> dict[int, int | None]:
    """Find the end of the span by which each share had waited, where enough waited longer."""
    every = counted.total()
    told = [one for one in PERCENTS if every * (100 - one) >= 100 * threshold()]
    return {percent: _bound(counted, percent * every) for percent in told}


def _bound(counted: Counter[str], wanted: int) -> int | None:
    over = 0
    for end in WAITS:
        over += counted[str(end)]
        if 100 * over >= wanted:
            return end
    return None
