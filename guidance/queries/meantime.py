"""Open now or next: when the right service is closed, who is there for this age and theme."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session

from core import clock
from guidance.entry import Entry, card_of, entries
from guidance.queries.listing import CRISIS
from guidance.schemas import Door, ServiceCard
from guidance.search import Filters, When, find, meanings_of
from guidance.way_on import LineNow, RoundAhead, lines_now, rounds_ahead
from guidance.worry.definition import Audience

MOST_SERVICES = 3
MOST_LINES = 2
GROWN_UP = 18


@dataclass(frozen=True)
class Meantime:
    """Who is there until a service opens: our own lines, services that are open now, rounds."""

    lines: list[LineNow] = field(default_factory=list)
    services: list[ServiceCard] = field(default_factory=list)
    rounds: list[RoundAhead] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anybody is there."""
        return bool(self.lines or self.services or self.rounds)

    @property
    def open_lines(self) -> list[LineNow]:
        """Our own lines that are open."""
        return [one for one in self.lines if one.is_open]

    @property
    def later_lines(self) -> list[LineNow]:
        """Our own lines that open later."""
        return [one for one in self.lines if not one.is_open]

    @property
    def is_now(self) -> bool:
        """Whether anybody of them is there now, and not only later."""
        return bool(self.open_lines or self.services or any(one.is_now for one in self.rounds))


def meantime(
    session: Session, entry: Entry, *, lang: str, municipality: str = "", age: int | None = None
) -> Meantime:
    """Find who is there now instead of a service that is not; nobody when it is open itself.

    The nearest in theme come first, then whoever answers in a crisis: for the same place and age.
    """
    if entry.door(clock.now()) is Door.OPEN:
        return Meantime()
    wanted = Filters(
        municipality=municipality or next(iter(entry.areas), ""),
        age=_middle(entry) if age is None else age,
        when=When.NOW,
    )
    alike = _alike(session, entry, wanted)
    cards = [card_of(one, lang) for one in entries(session, alike).values()]
    lines = _lines(session, age if age is not None else entry.service.age_min)
    return Meantime(lines, cards, rounds_ahead(session, wanted.municipality))


def _alike(session: Session, entry: Entry, wanted: Filters) -> list[UUID]:
    text = entry.text("fi")
    own = meanings_of(f"{text.name} {text.summary} {text.keywords}")
    found: dict[UUID, None] = {}
    for meanings in (own, CRISIS):
        if meanings and len(found) < MOST_SERVICES:
            near = find(session, wanted, meanings=meanings, limit=MOST_SERVICES)
            found |= dict.fromkeys(near.service_ids)
    found.pop(entry.service.id, None)
    return list(found)[:MOST_SERVICES]


def _middle(entry: Entry) -> int | None:
    """Give an age in the middle of those whom a service is for; None where that is not known."""
    least, most = entry.service.age_min, entry.service.age_max
    return None if least is None or most is None else (least + most) // 2


def _lines(session: Session, age: int | None) -> list[LineNow]:
    """Name lines for an age; where a service takes in the young, those for the young."""
    is_grown_up = age is not None and age >= GROWN_UP
    audience = Audience.YOUNG_ADULTS if is_grown_up else Audience.YOUTH
    return lines_now(session, audience, "")[:MOST_LINES]
