"""Joining services to their channels: who names whom, and what is said of the two."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, delete, or_, select
from sqlmodel import tuple_ as pairs

from guidance.entry import columns_of
from guidance.importing.batches import Batch, Piece
from guidance.importing.services import insert
from guidance.models import (
    Connection,
    Hours,
    SourceChannel,
    SourceLink,
    SourceRecord,
)
from guidance.schemas import Known, RecordKind, SourceSystem, Status
from guidance.sources.kept import period_from, period_json
from guidance.sources.words import ReadChannel, ReadConnection, ReadService

Pair = tuple[str, str]


def write_links(batch: Batch) -> None:
    """Keep who names whom, whichever of the two came first, and what is said of the two."""
    for system in {one.system for one in batch.pieces}:
        said = _said(batch, system)
        _forget(batch, system, said)
        if said:
            _keep(batch.session, system, said)


def _said(batch: Batch, system: SourceSystem) -> dict[Pair, tuple[ReadConnection, set[str]]]:
    """Give every pair that a record of the batch names, and from which side."""
    found: dict[Pair, tuple[ReadConnection, set[str]]] = {}
    for piece in batch.pieces:
        if piece.system is not system:
            continue
        for one, sides in _connections(piece):
            pair = (one.service, one.channel)
            before = found.get(pair)
            told = one if before is None or _says_more(one) else before[0]
            found[pair] = (told, sides | (before[1] if before else set()))
    return found


def _says_more(one: ReadConnection) -> bool:
    return bool(one.note or one.periods or one.free_of_charge is not Known.UNKNOWN)


def _connections(piece: Piece) -> list[tuple[ReadConnection, set[str]]]:
    match piece.found:
        case ReadService():
            return [(one, {"service"}) for one in piece.found.channels]
        case ReadChannel():
            return [(one, {"channel"}) for one in piece.found.services]
        case ReadConnection() if piece.found.status is Status.PUBLISHED:
            return [(piece.found, {"service", "channel"})]
    return []


def _forget(batch: Batch, system: SourceSystem, said: dict[Pair, Any]) -> None:
    """Let go of pairs that a record does not name any more; the other side may still name them."""
    of_service = SourceLink.service_external_id
    of_channel = SourceLink.channel_external_id
    services = [one.found.external_id for one in _of(batch, ReadService, system)]
    channels = [one.found.external_id for one in _of(batch, ReadChannel, system)]
    rows = select(SourceLink).where(
        SourceLink.system == system,
        or_(col(of_service).in_(services), col(of_channel).in_(channels)),
    )
    here, there = set(services), set(channels)
    for link in batch.session.exec(rows).all():
        if system is SourceSystem.PTV12:
            continue  # only connections tell there
        pair = (link.service_external_id, link.channel_external_id)
        sides = said.get(pair, (None, set()))[1]
        link.by_service = "service" in sides if pair[0] in here else link.by_service
        link.by_channel = "channel" in sides if pair[1] in there else link.by_channel
        batch.session.add(link)
    batch.session.flush()
    _cut(batch, system)


def _of(batch: Batch, kind: Any, system: SourceSystem) -> list[Piece]:
    return [one for one in batch.of(kind) if one.system is system]


def _cut(batch: Batch, system: SourceSystem) -> None:
    """Part what nobody says belongs together any more."""
    apart = [
        (one.found.service, one.found.channel)
        for one in _of(batch, ReadConnection, system)
        if isinstance(one.found, ReadConnection) and one.found.status is not Status.PUBLISHED
    ]
    of_pair = pairs(col(SourceLink.service_external_id), col(SourceLink.channel_external_id))
    named = col(SourceLink.by_service).is_(True) | col(SourceLink.by_channel).is_(True)
    gone = select(SourceLink).where(
        SourceLink.system == system, or_(~named, of_pair.in_(apart) if apart else False)
    )
    for link in batch.session.exec(gone).all():
        batch.affected |= _services_named(batch.session, system, [link.service_external_id])
        batch.session.delete(link)
    batch.session.flush()


def _services_named(session: Session, system: SourceSystem, ids: list[str]) -> set[UUID]:
    rows = select(SourceRecord.service_id).where(
        SourceRecord.system == system,
        SourceRecord.kind == RecordKind.SERVICE,
        col(SourceRecord.external_id).in_(ids),
    )
    return {one for one in session.exec(rows).all() if one is not None}


def _keep(
    session: Session, system: SourceSystem, said: dict[Pair, tuple[ReadConnection, set[str]]]
) -> None:
    of_pair = pairs(col(SourceLink.service_external_id), col(SourceLink.channel_external_id))
    rows = select(SourceLink).where(SourceLink.system == system, of_pair.in_(list(said)))
    there = {
        (one.service_external_id, one.channel_external_id): one for one in session.exec(rows).all()
    }
    new = []
    for pair, (one, sides) in said.items():
        told = _told(one)
        if (link := there.get(pair)) is None:
            new.append(
                {
                    "system": system,
                    "service_external_id": pair[0],
                    "channel_external_id": pair[1],
                    "by_service": "service" in sides,
                    "by_channel": "channel" in sides,
                    "told": told,
                }
            )
            continue
        link.by_service = link.by_service or "service" in sides
        link.by_channel = link.by_channel or "channel" in sides
        link.told = told or link.told
        session.add(link)
    insert(session, SourceLink, new)
    session.flush()


def _told(one: ReadConnection) -> dict[str, Any]:
    told: dict[str, Any] = {"note": one.note} if one.note else {}
    if one.free_of_charge is not Known.UNKNOWN:
        told["free_of_charge"] = str(one.free_of_charge)
    if one.periods:
        told["periods"] = [period_json(period) for period in one.periods]
    return told


def connect(batch: Batch) -> None:
    """Join services of the batch, and those that its channels and links name, to their channels."""
    batch.affected |= _named_by(batch)
    affected = list(batch.affected)
    if not affected:
        return
    imported = select(SourceChannel.channel_id)
    batch.session.exec(
        delete(Connection).where(
            col(Connection.service_id).in_(affected), col(Connection.channel_id).in_(imported)
        )
    )
    batch.session.exec(
        delete(Hours).where(
            col(Hours.service_id).in_(affected), col(Hours.channel_id).in_(imported)
        )
    )
    _join(batch.session, affected)


def _named_by(batch: Batch) -> set[UUID]:
    """Give the services that channels and connections of the batch belong to."""
    found: set[UUID] = set()
    for system in {one.system for one in batch.pieces}:
        channels = [one.found.external_id for one in _of(batch, ReadChannel, system)]
        rows = select(SourceLink.service_external_id).where(
            SourceLink.system == system, col(SourceLink.channel_external_id).in_(channels)
        )
        named = set(batch.session.exec(rows).all())
        for one in _of(batch, ReadConnection, system):
            if isinstance(one.found, ReadConnection):
                named.add(one.found.service)
        found |= _services_named(batch.session, system, sorted(named))
    return found


def _join(session: Session, affected: list[UUID]) -> None:
    service, channel = SourceRecord.__table__.alias(), SourceRecord.__table__.alias()  # type: ignore[attr-defined]
    rows = (
        select(service.c.service_id, SourceChannel.channel_id, SourceLink.told)
        .join(SourceLink, col(SourceLink.service_external_id) == service.c.external_id)
        .join(channel, channel.c.external_id == col(SourceLink.channel_external_id))
        .join(SourceChannel, col(SourceChannel.source_id) == channel.c.id)
        .where(
            service.c.service_id.in_(affected),
            service.c.kind == RecordKind.SERVICE,
            channel.c.kind == RecordKind.CHANNEL,
            service.c.system == col(SourceLink.system),
            channel.c.system == col(SourceLink.system),
        )
        .order_by(channel.c.external_id, col(SourceChannel.position))
    )
    found: dict[UUID, dict[UUID, dict[str, Any]]] = defaultdict(dict)
    for service_id, channel_id, told in session.exec(rows).all():
        found[service_id][channel_id] = dict(told)
    insert(session, Connection, [row for one in found for row in _rows(one, found[one])])
    insert(session, Hours, [hours for one in found for hours in _hours(one, found[one])])


def _rows(service_id: UUID, channels: dict[UUID, dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "service_id": service_id,
            "channel_id": channel_id,
            "position": position,
            "note": told.get("note", {}),
            "free_of_charge": Known(told.get("free_of_charge", Known.UNKNOWN)),
        }
        for position, (channel_id, told) in enumerate(channels.items())
    ]


def _hours(service_id: UUID, channels: dict[UUID, dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        columns_of(period_from(one), service_id=service_id, channel_id=channel_id)
        for channel_id, told in channels.items()
        for one in told.get("periods", ())
    ]
