"""Where help is missing: what was looked for in vain, worries unmet, services that did not help.

Only closed quarters are told: figures that grow from day to day would show who came between. Each
kind of figure is counted from other people's doings and never summed with another, so that each is
protected as a table of its own (`policies.disclosure`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from guidance.models import NeedCount, ReactionCount, SearchCount, ServiceArea
from guidance.schemas import CameOf
from policies.disclosure import ProtectedTable, protect_table
from policies.queries import policy

MOST_PLACES, MOST_THEMES = 20, 10
REST = "*"
MONTHS = 3
MOST_QUARTERS = 8
TURNED_AWAY = (CameOf.CLOSED, CameOf.NOT_FOR_ME)
"""What visitors say came of a service that was named and did not take them in."""


class Gap(StrEnum):
    """What kind of gap a figure tells of."""

    SEARCH = "search"
    WORRY = "worry"
    REFUSED = "refused"


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year; `end` is the day after its last."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, MONTHS * self.number - 2, 1)

    @property
    def end(self) -> date:
        """The day after the last."""
        after = Quarter(self.year + self.number // 4, self.number % 4 + 1)
        return after.first

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"


@dataclass(frozen=True)
class Gaps:
    """The gaps of one kind: municipalities by themes, ready to be shown.

    A place is a municipality's number, "" where none is told or several are served; a theme is a
    meaning, a topic of a worry test, or what came of it. `REST` holds those that are less common.
    """

    kind: Gap
    table: ProtectedTable


def quarter_of(day: date) -> Quarter:
    """Give the quarter that a day lies in."""
    return Quarter(day.year, (day.month + 2) // MONTHS)


def closed_quarters(today: date) -> list[Quarter]:
    """List the quarters that are over, the latest first."""
    found, now = [], quarter_of(today)
    for _number in range(MOST_QUARTERS):
        now = Quarter(now.year - (now.number == 1), (now.number - 2) % 4 + 1)
        found.append(now)
    return found


def gaps(session: Session, quarter: Quarter) -> list[Gaps]:
    """Give the gaps of a closed quarter, protected; a kind without any is an empty table."""
    counted = {
        Gap.SEARCH: _searches(session, quarter),
        Gap.WORRY: _worries(session, quarter),
        Gap.REFUSED: _refused(session, quarter),
    }
    least = policy().least_shown
    return [Gaps(kind, protect_table(_common(rows), least)) for kind, rows in counted.items()]


def _searches(session: Session, quarter: Quarter) -> Counter[tuple[str, str]]:
    rows = select(SearchCount.municipality, SearchCount.meaning, func.sum(SearchCount.n)).where(
        col(SearchCount.is_met).is_(False), _in(SearchCount.day, quarter)
    )
    return _summed(session, rows.group_by(col(SearchCount.municipality), col(SearchCount.meaning)))


def _worries(session: Session, quarter: Quarter) -> Counter[tuple[str, str]]:
    theme = col(NeedCount.test) + "." + col(NeedCount.about)
    rows = select(NeedCount.municipality, theme, func.sum(NeedCount.n)).where(
        col(NeedCount.is_met).is_(False), _in(NeedCount.day, quarter)
    )
    return _summed(session, rows.group_by(col(NeedCount.municipality), theme))


def _refused(session: Session, quarter: Quarter) -> Counter[tuple[str, str]]:
    """Count by the place of the service: whose it was is not known, and must not be."""
    rows = (
        select(ReactionCount.service_id, ReactionCount.said, func.sum(ReactionCount.n))
        .where(col(ReactionCount.said).in_(TURNED_AWAY), _in(ReactionCount.day, quarter))
        .group_by(col(ReactionCount.service_id), col(ReactionCount.said))
    )
    counted = session.exec(rows).all()
    places = _only_place(session, {service_id for service_id, _said, _n in counted})
    found: Counter[tuple[str, str]] = Counter()
    for service_id, said, n in counted:
        found[places.get(service_id, ""), str(said)] += int(n)
    return found


def _only_place(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Give the municipality of services that serve but one."""
    served: dict[UUID, list[str]] = defaultdict(list)
    rows = select(ServiceArea).where(col(ServiceArea.service_id).in_(list(ids)))
    for one in session.exec(rows).all():
        served[one.service_id].append(one.municipality)
    return {one: codes[0] for one, codes in served.items() if len(codes) == 1}


def _in(day: Any, quarter: Quarter) -> Any:
    return (col(day) >= quarter.first) & (col(day) < quarter.end)


def _summed(session: Session, rows: Any) -> Counter[tuple[str, str]]:
    return Counter({(place, theme): int(n) for place, theme, n in session.exec(rows).all()})


def _common(counted: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    """Lay counts out as a table; less common places and themes become one row and one column."""
    places, themes = _most(counted, 0, MOST_PLACES), _most(counted, 1, MOST_THEMES)
    rows: dict[str, dict[str, int]] = {one: dict.fromkeys(themes, 0) for one in places}
    for (place, theme), n in counted.items():
        row = rows.setdefault(place if place in places else REST, dict.fromkeys(themes, 0))
        column = theme if theme in themes else REST
        row[column] = row.get(column, 0) + n
    return rows


def _most(counted: Mapping[tuple[str, str], int], side: int, most: int) -> list[str]:
    sums: Counter[str] = Counter()
    for key, n in counted.items():
        sums[key[side]] += n
    return [one for one, _n in sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))[:most]]
