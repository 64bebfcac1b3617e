"""What a pilot's months counted, as the month's figures show it: nothing more is told here.

The cells are those of `figures`, protected together with all lines; the sum is of what is shown.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import Session

from core import clock
from outreach.figures import ATTEMPTS, CONVERSATIONS, LANDED, Figures, figures, months
from outreach.queries import lines_counted
from outreach.queries.pilots import pilot_of
from policies.disclosure import Cell

if TYPE_CHECKING:
    from organisation.models import Line

STEPS = (LANDED, ATTEMPTS, CONVERSATIONS)


@dataclass(frozen=True)
class Summed:
    """A step over the months: `n` of those that are shown, all of them or "at least"."""

    n: int
    is_whole: bool
    months: int

    @property
    def mean(self) -> float | None:
        """Give how many a month, beside its divisor; none where a month is protected."""
        return round(self.n / self.months, 1) if self.is_whole and self.months else None


@dataclass(frozen=True)
class PilotFigures:
    """The closed months of a pilot with their cells, and the sums."""

    months: list[tuple[date, dict[str, Cell]]]
    sums: dict[str, Summed]


def pilot_figures(session: Session, line: "Line") -> PilotFigures:
    """Collect the closed months from a pilot's first day on, up to its last."""
    lines = lines_counted(session, line.organisation_id)
    first, last = _days(session, line)
    wanted = [one for one in months(session, lines) if first <= one <= last]
    shown = [figures(session, lines, one) for one in wanted]
    known = [one for one in reversed(shown) if one.is_closed and (line.slug, LANDED) in one.cells]
    rows = [(one.month, _cells(one, line.slug)) for one in known]
    return PilotFigures(rows, {step: _sum(step, rows) for step in STEPS})


def _days(session: Session, line: "Line") -> tuple[date, date]:
    pilot = pilot_of(session, line.id)
    begun = (pilot.launched_on or pilot.begun_on) if pilot else clock.local_day()
    return begun.replace(day=1), line.ended_on or line.pilot_ends or clock.local_day()


def _cells(one: Figures, slug: str) -> dict[str, Cell]:
    return {step: one.of(slug, step) for step in STEPS}


def _sum(step: str, rows: list[tuple[date, dict[str, Cell]]]) -> Summed:
    cells = [row[step] for _month, row in rows]
    return Summed(
        sum(cell.n or 0 for cell in cells), all(not cell.is_hidden for cell in cells), len(cells)
    )
