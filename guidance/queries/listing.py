"""Lists of services: by words, by name, by what narrows them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlmodel import Session

from core import clock
from guidance.entry import Entry, card_of, entries, place_of
from guidance.helplines import SAFETY
from guidance.schemas import ServiceCard
from guidance.search import Filters, Found, Reason, When, find, reasons

PAGE = 20
ELSEWHERE = 5
CRISIS = frozenset({"crisis"})


@dataclass(frozen=True)
class Listing:
    """One page of services; `elsewhere` is what other places offer when here is none (R15).

    `counts` tells how many of all that fit have each trait (and `now`: are open); `corrected` is
    the question as it may have been meant; `places` are latitudes and longitudes (WGS 84) of doors
    whose address is told whole.
    """

    cards: list[ServiceCard] = field(default_factory=list)
    has_more: bool = False
    elsewhere: list[ServiceCard] = field(default_factory=list)
    total: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    corrected: str = ""
    reasons: dict[UUID, list[Reason]] = field(default_factory=dict)
    meanings: frozenset[str] = frozenset()
    places: dict[UUID, tuple[float, float]] = field(default_factory=dict)

    @property
    def is_safety(self) -> bool:
        """Whether the words ask for help that must come before all else."""
        return bool(SAFETY & self.meanings)


def search(
    session: Session, text: str, *, lang: str, municipality: str | None = None, limit: int = PAGE
) -> list[ServiceCard]:
    """Find published services by words in any form, best first; without words, by name."""
    wanted = Filters(text=text, municipality=municipality or "")
    return services(session, wanted, lang=lang, limit=limit).cards


def services(
    session: Session, wanted: Filters, *, lang: str, skip: int = 0, limit: int = PAGE
) -> Listing:
    """List published services: by how well they meet the words, else local and open ones first.

    Nobody who asks for their life finds nothing: then whoever answers in a crisis is there.
    """
    found = find(session, wanted, skip=skip, limit=limit)
    elsewhere = (
        find(session, wanted.anywhere(), limit=ELSEWHERE)
        if wanted.municipality and not found.total
        else Found()
    )
    if not (found.total or elsewhere.total) and SAFETY & found.asked.meanings:
        helps = find(session, Filters(), meanings=CRISIS, skip=skip, limit=limit)
        found = replace(helps, asked=found.asked)
    shown = entries(session, [*found.service_ids, *elsewhere.service_ids])
    return Listing(
        _cards((shown[one] for one in found.service_ids), lang),
        has_more=found.total > skip + limit,
        elsewhere=_cards((shown[one] for one in elsewhere.service_ids), lang),
        total=found.total,
        counts=found.counts,
        corrected=found.corrected,
        reasons={one: reasons(entry, found.asked, lang) for one, entry in shown.items()},
        meanings=found.asked.meanings,
        places={one: place for one, entry in shown.items() if (place := place_of(entry))},
    )


def _cards(shown: Iterable[Entry], lang: str) -> list[ServiceCard]:
    at = clock.now()
    return [card_of(one, lang, at) for one in shown]


__all__ = ["ELSEWHERE", "PAGE", "Filters", "Listing", "When", "search", "services"]
