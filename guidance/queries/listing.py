"""Lists of services: by words, by name, by what narrows them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, exists, or_, select

from core import clock
from core.i18n import pick
from guidance import search as index
from guidance.entry import card_of, entries
from guidance.models import Connection, Hours, Service, ServiceArea, ServiceText
from guidance.schemas import Door, Known, ServiceCard, Status

PAGE = 20
CHUNK = 30
ELSEWHERE = 5
OPEN_FIRST = 200


@dataclass(frozen=True)
class Filters:
    """What somebody looks for.

    `age` fits when it lies within a service's ages or these are not limited.
    """

    text: str = ""
    municipality: str = ""
    age: int | None = None
    anonymous: bool = False
    open_now: bool = False

    @property
    def are_set(self) -> bool:
        """Whether anything narrows the list besides the words."""
        return bool(self.municipality or self.age is not None or self.anonymous or self.open_now)


@dataclass(frozen=True)
class Listing:
    """One page of services; `elsewhere` is what other places offer when here is none (R15)."""

    cards: list[ServiceCard]
    has_more: bool = False
    elsewhere: list[ServiceCard] = field(default_factory=list)


def search(
    session: Session, text: str, *, lang: str, municipality: str | None = None, limit: int = PAGE
) -> list[ServiceCard]:
    """Find published services by words in any form, best first; without words, by name."""
    wanted = Filters(text=text, municipality=municipality or "")
    return services(session, wanted, lang=lang, limit=limit).cards


def services(
    session: Session, wanted: Filters, *, lang: str, skip: int = 0, limit: int = PAGE
) -> Listing:
    """List published services: by how well they meet the words, else open and local ones first."""
    found = _cards(session, wanted, lang)
    for _ in range(skip):
        next(found, None)
    cards = [one for _, one in zip(range(limit + 1), found, strict=False)]
    if cards or not wanted.municipality:
        return Listing(cards[:limit], has_more=len(cards) > limit)
    others = Filters(wanted.text, "", wanted.age, wanted.anonymous, wanted.open_now)
    elsewhere = [
        one for _, one in zip(range(ELSEWHERE), _cards(session, others, lang), strict=False)
    ]
    return Listing([], elsewhere=elsewhere)


def _cards(session: Session, wanted: Filters, lang: str) -> Iterator[ServiceCard]:
    at = clock.now()
    for ids in _chunks(session, wanted, lang):
        for one in entries(session, ids).values():
            if not wanted.open_now or one.door(at) is Door.OPEN:
                yield card_of(one, lang, at)


def _chunks(session: Session, wanted: Filters, lang: str) -> Iterator[list[UUID]]:
    """Give the ids in their order, a few at a time: most readers look at the first page only."""
    has_words = bool(wanted.text.strip())
    ids = _ranked(session, wanted) if has_words else _browsed(session, wanted, lang)
    for first in range(0, len(ids), CHUNK):
        chunk = ids[first : first + CHUNK]
        if has_words:
            here = set(session.exec(_allowed(wanted).where(col(Service.id).in_(chunk))).all())
            chunk = [one for one in chunk if one in here]
        yield chunk


def _ranked(session: Session, wanted: Filters) -> list[UUID]:
    return [one.service_id for one in index.find(session, wanted.text)]


def _browsed(session: Session, wanted: Filters, lang: str) -> list[UUID]:
    """List by name, with open doors first while the list is short enough to look at every door."""
    ids = _by_name(session, wanted, lang)
    if wanted.open_now or len(ids) > OPEN_FIRST:
        return ids
    at = clock.now()
    return sorted(ids, key=_doors(session, ids, at).__getitem__)


def _doors(session: Session, ids: list[UUID], at: datetime) -> dict[UUID, int]:
    order = (Door.OPEN, Door.APPOINTMENT, Door.UNKNOWN, Door.CLOSED)
    return {one: order.index(found.door(at)) for one, found in entries(session, ids).items()}


def _by_name(session: Session, wanted: Filters, lang: str) -> list[UUID]:
    allowed = _allowed(wanted).subquery()
    names: dict[UUID, dict[str, str]] = {}
    texts = select(ServiceText.service_id, ServiceText.lang, ServiceText.name)
    for service_id, code, name in session.exec(
        texts.where(col(ServiceText.service_id).in_(select(allowed)))
    ):
        names.setdefault(service_id, {})[code] = name
    local = (
        set(session.exec(select(ServiceArea.service_id).distinct()).all())
        if wanted.municipality
        else set()
    )
    return sorted(names, key=lambda one: (one not in local, pick(names[one], lang).casefold()))


def _allowed(wanted: Filters) -> Any:
    """Whole-country services serve every municipality; without limits every age fits."""
    query = select(Service.id).where(col(Service.status) == Status.PUBLISHED)
    if wanted.municipality:
        own = exists().where(col(ServiceArea.service_id) == col(Service.id))
        here = own.where(col(ServiceArea.municipality) == wanted.municipality)
        query = query.where(or_(~own, here))
    if wanted.age is not None:
        query = query.where(
            or_(col(Service.age_min).is_(None), col(Service.age_min) <= wanted.age),
            or_(col(Service.age_max).is_(None), col(Service.age_max) >= wanted.age),
        )
    if wanted.open_now:
        query = query.where(
            or_(col(Service.id).in_(_with_hours()), col(Service.id).in_(_reached()))
        )
    return query.where(col(Service.anonymous) == Known.YES) if wanted.anonymous else query


def _with_hours() -> Any:
    return select(Hours.service_id).where(col(Hours.service_id).is_not(None))


def _reached() -> Any:
    return select(Connection.service_id).join(
        Hours, col(Hours.channel_id) == col(Connection.channel_id)
    )
