"""What was searched for, and what was not found where."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from guidance.models import SearchCount


@dataclass(frozen=True)
class Searched:
    """How often a meaning was looked for in a municipality, and how often in vain."""

    municipality: str
    meaning: str
    n: int
    in_vain: int


def searched(session: Session, first: date, last: date) -> list[Searched]:
    """Sum what was looked for from `first` to `last`, both included; the most in vain first."""
    rows = session.exec(
        select(
            SearchCount.municipality,
            SearchCount.meaning,
            SearchCount.is_met,
            func.sum(SearchCount.n),
        )
        .where(col(SearchCount.day) >= first, col(SearchCount.day) <= last)
        .group_by(col(SearchCount.municipality), col(SearchCount.meaning), col(SearchCount.is_met))
    ).all()
    sums: dict[tuple[str, str], list[int]] = {}
    for municipality, meaning, is_met, n in rows:
        held = sums.setdefault((municipality, meaning), [0, 0])
        held[0] += int(n)
        held[1] += 0 if is_met else int(n)
    found = [Searched(*key, n=n, in_vain=in_vain) for key, (n, in_vain) in sums.items()]
    return sorted(found, key=lambda one: (-one.in_vain, -one.n, one.municipality, one.meaning))
