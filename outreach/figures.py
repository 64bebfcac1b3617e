"""A month from link to service, for every line and for all, as it may be shown.

Three networks: links by line and way, page views by line, and the chain attempt → conversation →
class. In the last, what came in leaves again: an attempt became a conversation or stayed without an
answer, and a conversation has one class or none yet. Services are a table of their own: several may
be named in one conversation.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from core import clock
from outreach.protected import ALL, cell_price, protect, tabled
from outreach.queries.counts import first_month, line_links, line_stages
from outreach.queries.releases import released_of
from outreach.schemas import OUTCOMES, SERVICES, CountKind, Kinds, LineMonth, LineShown, Span, Stage
from policies.disclosure import Cell
from policies.networks import Arc

Key = tuple[str, str]

LINKS, LANDED, ATTEMPTS, CONVERSATIONS, NOT_ANALYSED, SERVICES_NAMED = (
    "links",
    "landed",
    "attempts",
    "conversations",
    "not_analysed",
    "services",
)
INFORMING = (CountKind.OPENED.value, CountKind.SCANNED.value, LANDED)
CLASSES = (*(stage.value for stage in OUTCOMES), NOT_ANALYSED, Stage.OUTCOME_MISUSE.value)
REACHING = (ATTEMPTS, CONVERSATIONS, *CLASSES, *(stage.value for stage in SERVICES), SERVICES_NAMED)
REQUESTS = "requests"
_UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Figures:
    """One month: the lines in their order, a cell for each of them (and `ALL`) and each step."""

    month: date
    lines: list[LineShown]
    cells: dict[Key, Cell]
    previews: int

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be added any more."""
        return clock.next_month(self.month) <= clock.local_day()

    def of(self, key: str, step: str) -> Cell:
        """Give a line's cell (by its slug), or that of all lines together (`ALL`)."""
        return self.cells[key, step]

    def share(self, key: str, part: str, whole: str) -> int | None:
        """Give a share in per cent when both figures are shown, else None."""
        some, every = self.of(key, part).n, self.of(key, whole).n
        return round(100 * some / every) if some is not None and every else None


def months(session: Session, lines: list[LineShown]) -> list[date]:
    """List the months that have figures, the running one first."""
    month = clock.month_starts(clock.local_day())
    first = first_month(session, [line.id for line in lines]) or month
    found = [month]
    while found[-1] > first:
        found.append(clock.month_starts(date.fromordinal(found[-1].toordinal() - 1)))
    return found


def figures(session: Session, lines: list[LineShown], month: date) -> Figures:
    """Count a month and protect it."""
    span = Span(month, clock.next_month(month))
    ids = [line.id for line in lines]
    links, stages = line_links(session, ids, span), line_stages(session, ids, span)
    counted = {line.slug: _month_of(line.id, links, stages) for line in lines}
    out = released_of(session, lines, month)
    return Figures(
        month=month,
        lines=lines,
        cells={
            **_informing(counted, out),
            **_reaching(counted, out),
            **_services(counted, out),
            **_requests(counted),
        },
        previews=sum(one.links[CountKind.PREVIEW] for one in counted.values()),
    )


def _month_of(
    line_id: UUID, links: dict[UUID, Kinds], stages: dict[UUID, Counter[Stage]]
) -> LineMonth:
    return LineMonth(links.get(line_id, Counter()), stages.get(line_id, Counter()))


def _informing(counted: Mapping[str, LineMonth], out: list[Key]) -> dict[Key, Cell]:
    ways = (CountKind.OPENED, CountKind.SCANNED)
    links = tabled(
        {slug: {way.value: one.links[way] for way in ways} for slug, one in counted.items()},
        LINKS,
        out,
    )
    seen = tabled(
        {slug: {"": one.stages[Stage.LANDING]} for slug, one in counted.items()}, LANDED, out
    )
    return {**links, **{key: cell for key, cell in seen.items() if key[1] == LANDED}}


def _services(counted: Mapping[str, LineMonth], out: list[Key]) -> dict[Key, Cell]:
    rows = {
        slug: {stage.value: one.stages[stage] for stage in SERVICES}
        for slug, one in counted.items()
    }
    return tabled(rows, SERVICES_NAMED, out)


def _requests(counted: Mapping[str, LineMonth]) -> dict[Key, Cell]:
    """Protect words that were left to be answered later: no part of the attempts to chat (R7)."""
    rows = {slug: {"": one.stages[Stage.CONTACT_REQUEST]} for slug, one in counted.items()}
    return {key: cell for key, cell in tabled(rows, REQUESTS).items() if key[1] == REQUESTS}


def _reaching(counted: Mapping[str, LineMonth], out: list[Key]) -> dict[Key, Cell]:
    """Protect attempts, conversations and classes as one network: no difference tells of a few."""
    arcs: dict[Key, Arc] = {}
    for slug, one in counted.items():
        arcs |= _line_arcs(slug, one)
    parts = {name: sum(_parts(one)[name] for one in counted.values()) for name in CLASSES}
    attempts = sum(one.stages[Stage.CONTACT_ATTEMPT] for one in counted.values())
    conversations = sum(parts.values())
    for name, count in parts.items():
        arcs[ALL, name] = Arc(("class", name), "talked", count, 20.0)
    arcs[ALL, CONVERSATIONS] = Arc("talked", "in", conversations, 200.0)
    arcs[ALL, _UNANSWERED] = _signed(_UNANSWERED, "in", attempts - conversations)
    arcs[ALL, ATTEMPTS] = Arc("in", "out", attempts, 500.0)
    return {key: cell for key, cell in protect(arcs, out).items() if key[1] != _UNANSWERED}


def _line_arcs(slug: str, one: LineMonth) -> dict[Key, Arc]:
    asked, talked = ("asked", slug), ("talked", slug)
    attempts = one.stages[Stage.CONTACT_ATTEMPT]
    arcs = {
        (slug, ATTEMPTS): Arc("out", asked, attempts, 20.0),
        (slug, CONVERSATIONS): Arc(asked, talked, one.conversations, 10.0),
        (slug, _UNANSWERED): _signed(asked, _UNANSWERED, attempts - one.conversations),
    }
    for name, count in _parts(one).items():
        arcs[slug, name] = Arc(talked, ("class", name), count, cell_price(count))
    return arcs


def _parts(one: LineMonth) -> dict[str, int]:
    classes = {stage.value: one.stages[stage] for stage in (*OUTCOMES, Stage.OUTCOME_MISUSE)}
    return {**classes, NOT_ANALYSED: one.not_analysed}


def _signed(tail: Hashable, head: Hashable, count: int) -> Arc:
    """A difference that is never shown; where more talked than asked, it flows the other way."""
    if count < 0:
        return Arc(head, tail, -count, 0.0, is_derived=True)
    return Arc(tail, head, count, 0.0, is_derived=True)
