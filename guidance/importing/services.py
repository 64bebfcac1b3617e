"""Writing services that came from elsewhere, many at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, col, delete, select

from core import clock
from core.db import Table
from guidance.entry import columns_of
from guidance.importing.batches import Batch, Piece, known
from guidance.importing.describing import again, described
from guidance.importing.overlaying import differences, overlaid
from guidance.models import (
    Hours,
    Municipality,
    Overlay,
    Provider,
    Service,
    ServiceArea,
    ServiceTerm,
    ServiceText,
    SourceRecord,
    Term,
)
from guidance.places import known_from_the_start
from guidance.schemas import RecordKind, SourceSystem, TextStatus
from guidance.sources.words import Names, ReadService

ORIGINAL = "fi"


def write_services(batch: Batch) -> None:
    """Write the services of a batch, what was written here laid over what they say."""
    pieces = batch.of(ReadService)
    if not pieces:
        return
    described(batch.session, pieces)
    _name_providers(batch.session, pieces)
    overlays = _overlays(batch.session, pieces)
    ids: dict[str, UUID] = {}
    whole: dict[UUID, ReadService] = {}
    for piece in pieces:
        source, said = piece.kept, _said(piece)
        one = ids.setdefault(source.external_id, source.service_id or _own_id(piece))
        ours = overlays.get(one, [])
        source.differs = bool(differences(said, ours)) if ours else False
        whole[one] = overlaid(said, ours)
    _write_rows(batch.session, whole)
    for piece in pieces:
        piece.kept.service_id = ids[piece.kept.external_id]
    batch.session.flush()
    _write_texts(batch.session, whole)
    _write_areas(batch.session, whole)
    _write_terms(batch.session, whole)
    _write_hours(batch.session, whole)
    batch.affected |= set(whole)


def kept_service(session: Session, row: SourceRecord) -> ReadService:
    """Give what a kept record says of its service today, with its description and provider."""
    piece = again(row)
    described(session, [piece])
    _name_providers(session, [piece])
    return _said(piece)


def _said(piece: Piece) -> ReadService:
    if not isinstance(piece.found, ReadService):
        raise TypeError(piece.found)
    return piece.found


def _overlays(session: Session, pieces: list[Piece]) -> dict[UUID, list[Overlay]]:
    ids = [one.kept.service_id for one in pieces if one.kept.service_id]
    found: dict[UUID, list[Overlay]] = defaultdict(list)
    for one in session.exec(select(Overlay).where(col(Overlay.service_id).in_(ids))).all():
        found[one.service_id].append(one)
    return found


def _write_rows(session: Session, whole: dict[UUID, ReadService]) -> None:
    """Write the rows of services: those that are there are changed, the others added at once.

    A service keeps the id of its own system, so that it goes out under the name it came in by.
    """
    rows = session.exec(select(Service).where(col(Service.id).in_(list(whole)))).all()
    there = {one.id: one for one in rows}
    for service_id, service in there.items():
        for name, value in _columns(whole[service_id]).items():
            setattr(service, name, value)
    blank = Service().model_dump()
    new = [one for one in whole if one not in there]
    insert(session, Service, [blank | _columns(whole[one]) | {"id": one} for one in new])


def _own_id(piece: Piece) -> UUID:
    try:
        return UUID(piece.kept.external_id)
    except ValueError:
        return uuid4()


def _columns(said: ReadService) -> dict[str, Any]:
    return said.facts | {
        "status": said.status,
        "provider": said.provider,
        "free_of_charge": said.free_of_charge,
        "languages": list(said.languages),
        "changed_at": clock.now(),
    }


def _write_texts(session: Session, whole: dict[UUID, ReadService]) -> None:
    _replace(
        session,
        ServiceText,
        whole,
        [
            {
                "service_id": service_id,
                "lang": lang,
                "status": TextStatus.ORIGINAL if lang == ORIGINAL else TextStatus.HUMAN,
                **vars(text),
            }
            for service_id, said in whole.items()
            for lang, text in said.texts.items()
        ],
    )


def _replace(
    session: Session, table: type[Table], ids: Iterable[UUID], rows: list[dict[str, Any]]
) -> None:
    """Replace all rows of some services in a table."""
    column = table.__table__.c.service_id  # type: ignore[attr-defined]
    session.exec(delete(table).where(column.in_(list(ids))))
    insert(session, table, rows)


def insert(session: Session, table: type[Table], rows: list[dict[str, Any]]) -> None:
    """Add many rows in one go, without an object for each."""
    if rows:
        session.connection().execute(table.__table__.insert(), rows)  # type: ignore[attr-defined]


def _write_areas(session: Session, whole: dict[UUID, ReadService]) -> None:
    named: dict[str, Names] = {}
    for said in whole.values():
        named |= said.municipalities
    there = set(session.exec(select(Municipality.code)).all())
    ours = known_from_the_start()
    new = [
        {"code": code, "name": names or ours.get(code) or {"fi": code}, "region": "", "county": ""}
        for code, names in named.items()
        if code not in there
    ]
    insert(session, Municipality, new)
    rows = [
        {"service_id": service_id, "municipality": code}
        for service_id, said in whole.items()
        for code in said.municipalities
    ]
    _replace(session, ServiceArea, whole, rows)


def _write_terms(session: Session, whole: dict[UUID, ReadService]) -> None:
    """A code without a name waits for the lists of codes, and is shown by nobody meanwhile."""
    told = {code: (kind, names) for said in whole.values() for code, kind, names in said.terms}
    there = set(session.exec(select(Term.code).where(col(Term.code).in_(list(told)))).all())
    new = [
        {"code": code, "kind": kind, "name": names, "parent": "", "uri": ""}
        for code, (kind, names) in told.items()
        if code not in there
    ]
    insert(session, Term, new)
    rows = [
        {"service_id": service_id, "code": code}
        for service_id, said in whole.items()
        for code in dict.fromkeys(code for code, _kind, _names in said.terms)
    ]
    _replace(session, ServiceTerm, whole, rows)


def _write_hours(session: Session, whole: dict[UUID, ReadService]) -> None:
    """Replace the hours of services whose system tells any; others keep what was written here."""
    told = {one: said.periods for one, said in whole.items() if said.periods is not None}
    session.exec(
        delete(Hours).where(col(Hours.service_id).in_(list(told)), col(Hours.channel_id).is_(None))
    )
    insert(
        session,
        Hours,
        [
            columns_of(period, service_id=service_id)
            for service_id, periods in told.items()
            for period in periods
        ],
    )


def _name_providers(session: Session, pieces: list[Piece]) -> None:
    """Name who runs a service that only gives their number.

    Whoever has not come yet gets a row without a name, so that their record finds its services.
    """
    asked: dict[tuple[SourceSystem, str], list[Piece]] = defaultdict(list)
    for piece in pieces:
        if outside := _said(piece).provider_id:
            asked[piece.system, outside].append(piece)
    for system in {system for system, _id in asked}:
        ids = {outside for of, outside in asked if of is system}
        there = known(session, system, ids)
        for outside in ids:
            row = there.get((system, RecordKind.PROVIDER, outside)) or _awaited(
                session, system, outside
            )
            provider = session.get(Provider, row.provider_id) if row.provider_id else None
            for piece in asked[system, outside]:
                said = _said(piece)
                named = provider.name if provider and provider.name else said.provider
                facts = said.facts | {"provider_id": row.provider_id}
                piece.found = replace(said, provider=named, facts=facts)


def _awaited(session: Session, system: SourceSystem, outside: str) -> SourceRecord:
    provider = Provider(name={})
    session.add(provider)
    session.flush()
    row = SourceRecord(
        system=system,
        kind=RecordKind.PROVIDER,
        external_id=outside,
        provider_id=provider.id,
        sha256="",
        fetched_at=clock.now(),
        payload="",
    )
    session.add(row)
    session.flush()
    return row
