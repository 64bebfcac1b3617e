"""A campaign's links as its page shows them: counts by way and by day, protected together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core import clock
from outreach import qr
from outreach.models import Channel, Link
from outreach.protected import ALL, alone, cell_price, protect, tabled
from outreach.queries.leading import may_lead
from outreach.schemas import CountKind, Kinds, LineShown, Span
from policies.disclosure import Cell
from policies.networks import Arc

TALLEST, LOW = 24, 4
_SUM = "sum"
_WAYS = (CountKind.OPENED, CountKind.SCANNED)


@dataclass(frozen=True)
class ShownKinds:
    """Openings, scans and pages seen."""

    opened: Cell
    scanned: Cell
    landed: Cell


@dataclass(frozen=True)
class Bar:
    """One day of a small drawing; a protected day is a low mark of always the same height."""

    index: int
    day: date
    cell: Cell
    height: float


@dataclass(frozen=True)
class ShownLink:
    """A link with everything its card says."""

    link: Link
    line: dict[str, str]
    channel: str
    address: str
    is_active: bool
    is_astray: bool
    counted: ShownKinds
    sum: Cell
    bars: list[Bar]


@dataclass(frozen=True)
class ShownLinks:
    """A campaign's links, their counts together, and the robots' previews, which are nobody."""

    links: list[ShownLink]
    totals: ShownKinds
    previews: int


@dataclass(frozen=True)
class LinkCounts:
    """What was counted for links in a span, unprotected: never shown as it is."""

    span: Span
    totals: Mapping[UUID, Kinds]
    days: Mapping[UUID, Counter[date]]


def kinds_alone(kinds: Kinds | None) -> ShownKinds:
    """Protect the counts of one campaign in a list that shows no sums."""
    found: Kinds = kinds or Counter()
    return ShownKinds(*(alone(found[kind]) for kind in (*_WAYS, CountKind.LANDED)))


def shown_links(
    links: list[Link],
    counts: LinkCounts,
    *,
    lines: Iterable[LineShown],
    channels: Iterable[Channel],
) -> ShownLinks:
    """Make a campaign's links ready to be shown."""
    cells = _protected(links, counts)
    line_of = {line.id: line.name for line in lines}
    channel_of = {channel.id: channel.name for channel in channels}
    today = clock.local_day()
    shown = [
        ShownLink(
            link=link,
            line=line_of.get(link.line_id, {}),
            channel=channel_of.get(link.channel_id, "") if link.channel_id else "",
            address=qr.full_address(link.code),
            is_active=link.is_active(today),
            is_astray=bool(link.target) and not may_lead(link.target or ""),
            counted=_kinds(cells, link.code),
            sum=cells[link.code, _SUM],
            bars=_bars([(day, cells[link.code, day.isoformat()]) for day in counts.span.days]),
        )
        for link in links
    ]
    previews = sum(kinds[CountKind.PREVIEW] for kinds in counts.totals.values())
    return ShownLinks(shown, _kinds(cells, ALL), previews)


def _kinds(cells: Mapping[tuple[str, str], Cell], key: str) -> ShownKinds:
    return ShownKinds(*(cells[key, kind.value] for kind in (*_WAYS, CountKind.LANDED)))


def _protected(links: list[Link], counts: LinkCounts) -> dict[tuple[str, str], Cell]:
    """Protect days, ways and sums as one network: they are cuts of the same openings."""
    arcs: dict[tuple[str, str], Arc] = {}
    for link in links:
        arcs |= _link_arcs(link, counts)
    for way in _WAYS:
        count = sum(counts.totals.get(link.id, Counter())[way] for link in links)
        arcs[ALL, way.value] = Arc(("way", way), "out", count, 20.0)
    landed = {
        link.code: {"": counts.totals.get(link.id, Counter())[CountKind.LANDED]} for link in links
    }
    seen = tabled(landed, CountKind.LANDED.value)
    return {**seen, **protect(arcs)}


def _link_arcs(link: Link, counts: LinkCounts) -> dict[tuple[str, str], Arc]:
    came, went = ("came", link.id), ("went", link.id)
    kinds, days = counts.totals.get(link.id, Counter()), counts.days.get(link.id, Counter())
    arcs = {(link.code, _SUM): Arc(came, went, sum(kinds[way] for way in _WAYS), 10.0)}
    for way in _WAYS:
        arcs[link.code, way.value] = Arc(went, ("way", way), kinds[way], 5 * cell_price(kinds[way]))
    for day in counts.span.days:
        arcs[link.code, day.isoformat()] = Arc("out", came, days[day], cell_price(days[day]))
    return arcs


def _bars(days: list[tuple[date, Cell]]) -> list[Bar]:
    tallest = max([cell.n for _day, cell in days if cell.n], default=1)
    return [Bar(at, day, cell, _height(cell, tallest)) for at, (day, cell) in enumerate(days)]


def _height(cell: Cell, tallest: int) -> float:
    if cell.n is None:
        return LOW
    return max(round(TALLEST * cell.n / tallest, 1), 1.0) if cell.n else 0
