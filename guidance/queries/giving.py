"""What is given out: entries with all that the standard asks for, page by page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, or_, select

from guidance import search
from guidance.entry import entries
from guidance.errors import NoSuchService
from guidance.exporting.hsds import Told, term_id
from guidance.models import (
    Area,
    Capacity,
    Channel,
    Connection,
    Municipality,
    Overlay,
    Provider,
    Service,
    ServiceTerm,
    SourceChannel,
    SourceRecord,
    Term,
    Withheld,
)
from guidance.schemas import AddressVisibility, AreaKind, ChannelKind, Status
from guidance.search import Filters

FOUND_BY_WORDS = 1_000


@dataclass(frozen=True)
class Wanted:
    """What a reader of the open data asks for."""

    search: str = ""
    organization_id: UUID | None = None
    term_id: UUID | None = None
    modified_after: datetime | None = None


def told(session: Session, service_ids: Iterable[UUID]) -> list[Told]:
    """Read entries with everything that goes out with them, in a handful of questions."""
    found = entries(session, service_ids)
    ids = list(found)
    providers = _providers(session, {one.service.provider_id for one in found.values()})
    terms, rooms, sources = _terms(session, ids), _rooms(session, ids), _sources(session, ids)
    over = _written_over(session, ids)
    regions = _regions(session)
    return [
        Told(
            entry,
            providers.get(entry.service.provider_id) if entry.service.provider_id else None,
            terms[one],
            rooms[one],
            regions,
            sources.get(one),
            is_written_over=one in over,
        )
        for one, entry in found.items()
    ]


def _written_over(session: Session, ids: list[UUID]) -> set[UUID]:
    """Name services of which we say other than their record: in a field or a way, or less."""
    came = select(SourceChannel.channel_id)
    kept_back = select(SourceChannel.channel_id).join(
        Withheld, col(Withheld.source_id) == col(SourceChannel.source_id)
    )
    channel = col(Connection.channel_id)
    fields = select(Overlay.service_id).where(col(Overlay.service_id).in_(ids))
    ways = select(Connection.service_id).where(
        col(Connection.service_id).in_(ids), or_(channel.not_in(came), channel.in_(kept_back))
    )
    return {*session.exec(fields).all(), *session.exec(ways).all()}


def told_one(session: Session, service_id: UUID) -> Told:
    """Read one published entry to give out. Raises `NoSuchService`."""
    found = told(session, [service_id])
    if not found or found[0].entry.service.status is not Status.PUBLISHED:
        raise NoSuchService
    return found[0]


def published_ids(session: Session, wanted: Wanted) -> list[UUID]:
    """List published entries in an order that paging can rely on."""
    rows = select(Service.id).where(Service.status == Status.PUBLISHED).order_by(col(Service.id))
    if wanted.organization_id is not None:
        rows = rows.where(Service.provider_id == wanted.organization_id)
    if wanted.modified_after is not None:
        rows = rows.where(col(Service.changed_at) >= wanted.modified_after)
    if wanted.term_id is not None:
        code = next((one.code for one in terms(session) if term_id(one.code) == wanted.term_id), "")
        rows = rows.join(ServiceTerm).where(ServiceTerm.code == code)
    ids = list(session.exec(rows).all())
    if not wanted.search.strip():
        return ids
    found = search.find(session, Filters(text=wanted.search), limit=FOUND_BY_WORDS)
    allowed = set(ids)
    return [one for one in found.service_ids if one in allowed]


def published_places(session: Session, wanted: Wanted) -> list[tuple[UUID, UUID]]:
    """List services at their places, by service and channel; a secret place is not among them."""
    rows = (
        select(Connection.service_id, Connection.channel_id)
        .join(Service, col(Service.id) == col(Connection.service_id))
        .join(Channel, col(Channel.id) == col(Connection.channel_id))
        .where(
            Service.status == Status.PUBLISHED,
            Channel.kind == ChannelKind.PLACE,
            Channel.visibility != AddressVisibility.HIDDEN,
        )
        .order_by(col(Connection.service_id), col(Connection.channel_id))
    )
    pairs = [(one, other) for one, other in session.exec(rows).all()]
    if wanted == Wanted():
        return pairs
    allowed = set(published_ids(session, wanted))
    return [pair for pair in pairs if pair[0] in allowed]


def providers(session: Session) -> list[Provider]:
    """List organisations that run a published service."""
    running = select(Service.provider_id).where(
        Service.status == Status.PUBLISHED, col(Service.provider_id).is_not(None)
    )
    rows = select(Provider).where(col(Provider.id).in_(running)).order_by(col(Provider.id))
    return list(session.exec(rows).all())


def terms(session: Session) -> list[Term]:
    """List the codes that the directory knows."""
    return list(session.exec(select(Term).order_by(col(Term.code))).all())


def _providers(session: Session, ids: set[UUID | None]) -> dict[UUID, Provider]:
    rows = select(Provider).where(col(Provider.id).in_([one for one in ids if one]))
    return {one.id: one for one in session.exec(rows).all() if one.name}


def _terms(session: Session, ids: list[UUID]) -> dict[UUID, list[Term]]:
    found: dict[UUID, list[Term]] = defaultdict(list)
    rows = select(ServiceTerm.service_id, Term).join(Term).order_by(col(Term.code))
    for one, term in session.exec(rows.where(col(ServiceTerm.service_id).in_(ids))).all():
        found[one].append(term)
    return found


def _rooms(session: Session, ids: list[UUID]) -> dict[UUID, list[Capacity]]:
    found: dict[UUID, list[Capacity]] = defaultdict(list)
    rows = select(Capacity).where(col(Capacity.service_id).in_(ids)).order_by(col(Capacity.unit))
    for one in session.exec(rows).all():
        found[one.service_id].append(one)
    return found


def _sources(session: Session, ids: list[UUID]) -> dict[UUID, SourceRecord]:
    rows = select(SourceRecord).where(col(SourceRecord.service_id).in_(ids))
    return {one.service_id: one for one in session.exec(rows).all() if one.service_id}


def _regions(session: Session) -> dict[str, str]:
    """Name the region of each municipality: the standard wants a state or province."""
    named: dict[str, Any] = {
        one.code: one.name.get("fi", "")
        for one in session.exec(select(Area).where(Area.kind == AreaKind.REGION)).all()
    }
    rows = session.exec(select(Municipality.code, Municipality.region)).all()
    return {code: named.get(region, "") for code, region in rows if region}
