"""What rounds came to beside how many were met: where, how deep, how old, about what, to what end.

Each month is protected by itself, and a period tells the sums of what its months show. The words of
one facet make up all who were met in a month, so they are one network with that figure, and nothing
is told of a month whose own figure is protected. Topics and services are no parts of a whole: each
stands by itself, together with those who had it not.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from core.i18n import language
from guidance.queries import service_names
from outreach.protected import ALL, alone, cell_price, protect, threshold
from outreach.queries.rounds import age_bands
from outreach.queries.tallied import NOT_TOLD, Facet, Tallied, tallied
from outreach.reports.blocks import Outreach
from outreach.reports.months import ENCOUNTERS, Month
from outreach.schemas import Span
from outreach.schemas.rounds import (
    Depth,
    EncounterOutcome,
    Minutes,
    Mode,
    PartOfDay,
    Setting,
    Started,
)
from policies.disclosure import HIDDEN, Cell, Shown
from policies.networks import Arc
from policies.queries import policy

CLOSED = {
    Facet.SETTING: Setting,
    Facet.PART: PartOfDay,
    Facet.DEPTH: Depth,
    Facet.MODE: Mode,
    Facet.MINUTES: Minutes,
    Facet.STARTED: Started,
    Facet.OUTCOME: EncounterOutcome,
}
TOPICS, SERVICES = "topics", "services"
_ALL, _REST = "all", "rest"
Words = dict[str, Outreach]
"""How many people by word; `NOT_TOLD` where nothing was noted."""


@dataclass(frozen=True)
class Street:
    """A period's rounds; a facet without words has nothing to tell. `names` are the services'."""

    rounds: int
    empty: int
    refused: Outreach
    facets: dict[Facet, Words]
    topics: Words
    services: Words
    names: dict[UUID, str]


def street(
    session: Session, organisation_id: UUID | None, months: Mapping[date, Month], span: Span
) -> Street:
    """Count and protect what was noted on the rounds of a period."""
    counted = tallied(session, organisation_id, span)
    every = [(counted[first], month) for first, month in months.items()]
    services = _sums([_apart(one.services, _met(one, month)) for one, month in every])
    return Street(
        rounds=sum(one.rounds for one, _month in every),
        empty=sum(one.empty for one, _month in every),
        refused=Outreach.of(alone(one.refused) for one, _month in every),
        facets={facet: _sums([_facet(*one, facet) for one in every]) for facet in Facet},
        topics=_sums([_apart(one.topics, _met(one, month)) for one, month in every]),
        services=services,
        names=service_names(session, language()) if services else {},
    )


Cells = dict[str, Cell]


def _facet(one: Tallied, month: Month, facet: Facet) -> Cells | None:
    """Protect a facet of a month; None where the month's own figure is protected."""
    met, counts = _met(one, month), one.people[facet]
    if met is None:
        return None
    arcs = {word: Arc("met", "out", n, cell_price(n)) for word, n in _full(facet, counts).items()}
    shown = protect({**arcs, _ALL: Arc("out", "met", met, 500.0)})
    return {word: shown[word] for word in arcs}


def _full(facet: Facet, counts: Counter[str]) -> dict[str, int]:
    """Give every word of a facet, those that nobody noted too; bands of other years stay."""
    known = age_bands() if facet is Facet.AGE else [one.value for one in CLOSED[facet]]
    return {word: counts[word] for word in dict.fromkeys([*known, *sorted(counts), NOT_TOLD])}


def _met(one: Tallied, month: Month) -> int | None:
    """Give how many were met, where the month shows it."""
    is_hidden = month.cells.get((ALL, ENCOUNTERS), Shown(0)).is_hidden
    return None if is_hidden else one.people[Facet.DEPTH].total()


def _apart(counts: Counter[str], met: int | None) -> Cells:
    """Protect topics or services one by one; a sensitive one has the larger limit."""
    rules = policy().reports
    limits = {one: max(threshold(), rules.sensitive_k) for one in rules.sensitive_topics}
    return {one: _one(n, met, limits.get(one, threshold())) for one, n in counts.items()}


def _one(n: int, met: int | None, k: int) -> Cell:
    if met is None or n > met:
        return HIDDEN if 0 < n < k else Shown(n)
    arcs = {
        _ALL: Arc("out", "in", met, 500.0),
        "": Arc("in", "out", n, 1.0),
        _REST: Arc("in", "out", met - n, 0.0, is_derived=True),
    }
    return protect(arcs, k=k)[""]


def _sums(months: list[Cells] | list[Cells | None]) -> Words:
    """Add months up: words that some month shows, or protects for their own sake."""
    told = [one for one in months if one is not None]
    words = dict.fromkeys(word for one in told for word, cell in one.items() if cell.n != 0)
    sums = {word: Outreach.of([one.get(word, Shown(0)) for one in told]) for word in words}
    is_whole = len(told) == len(months)
    return {word: Outreach(one.n, one.is_exact and is_whole) for word, one in sums.items()}
