"""One closed month of everything that a report counts, each figure protected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from guidance.queries import worry_totals
from outreach.figures import figures
from outreach.protected import ALL, cell_price, protect, tabled, threshold
from outreach.queries import work_totals
from outreach.queries.rounds import Place, place_names
from outreach.schemas import LineShown, Span
from outreach.schemas.rounds import WorkTotal
from policies.disclosure import HIDDEN, Cell, Shown
from policies.networks import Arc
from scheduling.queries import DutyGiven, duty_given

Key = tuple[str, str]

TEST_DONE, CONTENT_HELPED = "test_done", "content_helped"
ENCOUNTERS, NEW, MEETINGS, IN_PERSON = "encounters", "new", "meetings", "in_person"
_MET_BEFORE, _OTHERWISE, _REST = "met_before", "otherwise", "rest"


@dataclass(frozen=True)
class Whose:
    """Whose month it is: an organisation, its lines, and how its pairs and areas are called."""

    organisation_id: UUID | None
    lines: list[LineShown]
    names: dict[UUID, str]

    @classmethod
    def of(cls, session: Session, organisation_id: UUID | None, lines: list[LineShown]) -> "Whose":
        """Read the names."""
        return cls(organisation_id, lines, place_names(session, organisation_id))


@dataclass(frozen=True)
class Month:
    """A month's cells by line, by place of work or `ALL`, and by step."""

    cells: dict[Key, Cell]
    places: frozenset[Place]
    rounds: int
    minutes: Cell
    givers: int


def key_of(place: Place) -> str:
    """Give the row of a pair in an area."""
    return "/".join(str(part) for part in place)


def month_of(session: Session, whose: Whose, month: Span) -> Month:
    """Count a month and protect it."""
    work = work_totals(session, whose.organisation_id, month)
    given = duty_given(session, whose.organisation_id, month.first)
    cells = {
        **figures(session, whose.lines, month.first).cells,
        **_tests(session, month.first, month.end),
        **_work(work),
    }
    rounds = sum(one.rounds for one in work.values())
    return Month(cells, frozenset(work), rounds, _minutes(given), given.workers)


def _minutes(given: DutyGiven) -> Cell:
    """Hours of a few workers are those workers' own affair."""
    return HIDDEN if 0 < given.workers < threshold() else Shown(given.minutes)


def _tests(session: Session, first: date, end: date) -> dict[Key, Cell]:
    """Protect tests and what helped together: a test of the last night may help the month after."""
    counted = worry_totals(session, first, end)
    rest = counted.done - counted.helped
    tail, head = ("told", "out") if rest >= 0 else ("out", "told")
    arcs: dict[Key, Arc] = {
        (ALL, TEST_DONE): Arc("out", "told", counted.done, 20.0),
        (ALL, CONTENT_HELPED): Arc("told", "out", counted.helped, cell_price(counted.helped)),
        (ALL, _REST): Arc(tail, head, abs(rest), 0.0, is_derived=True),
    }
    return {key: cell for key, cell in protect(arcs).items() if key[1] != _REST}


def _work(work: dict[Place, WorkTotal]) -> dict[Key, Cell]:
    rows = {key_of(place): one for place, one in work.items()}
    met = {key: {NEW: one.new, _MET_BEFORE: one.encounters - one.new} for key, one in rows.items()}
    agreed = {
        key: {IN_PERSON: one.in_person, _OTHERWISE: one.meetings - one.in_person}
        for key, one in rows.items()
    }
    return {**tabled(met, ENCOUNTERS), **tabled(agreed, MEETINGS)}


def cells_of(months: Iterable[Month], key: Key) -> list[Cell]:
    """Give a figure of each month; what a month has no row of was not there."""
    return [month.cells.get(key, Shown(0)) for month in months]
