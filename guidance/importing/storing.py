"""Storing a batch of records: one transaction's worth, whole or not at all."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlmodel import Session, col, select

from core import clock
from guidance.actions.trusting import verify_many
from guidance.importing.areas import Known as KnownAreas
from guidance.importing.areas import areas_known, spelled_out
from guidance.importing.batches import Batch, Key, Piece, digest, known
from guidance.importing.channels import drop_channels, write_channels
from guidance.importing.connecting import connect, write_links
from guidance.importing.cutting import Cut
from guidance.importing.describing import add_those_that_build_on, again
from guidance.importing.letters import can_be_kept, keepable
from guidance.importing.rooms import write_rooms
from guidance.importing.services import insert, write_services
from guidance.models import (
    Connection,
    ImportRun,
    Overlay,
    Provider,
    RefusedRecord,
    Service,
    SourceChannel,
    SourceRecord,
)
from guidance.reasons import BROKEN, NO_LETTERS, OURS
from guidance.schemas import RecordKind, SourceSystem, Status
from guidance.sources.reading import external_id, read
from guidance.sources.words import Read, ReadGone, Reading, ReadProvider, ReadService, Unfit

LONGEST_REASON = 300
MOST_TOLD = 1_000


def take(session: Session, run: ImportRun, cuts: Sequence[Cut]) -> None:
    """Take a batch of records in: the good ones are written, the others told."""
    batch = Batch(session, run)
    readings = _read_all(batch, cuts)
    _sort_out(batch, readings)
    _write(batch)
    run.reached += len(cuts)
    session.add(run)
    session.flush()


def _read_all(batch: Batch, cuts: Sequence[Cut]) -> list[tuple[Cut, Reading]]:
    areas = areas_known(batch.session)
    found = []
    for cut in cuts:
        try:
            found.append((cut, _read(cut, areas)))
        except Unfit as unfit:
            _refuse(batch, cut, unfit)
    return found


def _read(cut: Cut, areas: KnownAreas) -> Reading:
    if cut.problem:
        raise Unfit(f"{BROKEN}{cut.problem}.")
    if not can_be_kept(cut):
        raise Unfit(NO_LETTERS)
    reading = read(cut.value)
    if isinstance(reading.main, ReadService):
        return Reading(reading.system, spelled_out(reading.main, areas), reading.parts)
    return reading


def _refuse(batch: Batch, cut: Cut, unfit: Unfit) -> None:
    """Count a refusal, and tell the first ones: a file of nothing else must not fill the house."""
    batch.run.refused += 1
    if batch.run.refused > MOST_TOLD:
        return
    batch.session.add(
        RefusedRecord(
            run_id=batch.run.id,
            line=cut.line,
            external_id=keepable(external_id(cut.value))[:64],
            reason=keepable(unfit.reason)[:LONGEST_REASON],
            place=keepable(unfit.place)[:LONGEST_REASON],
        )
    )


def _sort_out(batch: Batch, readings: list[tuple[Cut, Reading]]) -> None:
    """Leave out what is as it was before, and make rows for what is new."""
    for system in {one.system for _cut, one in readings}:
        ids = {
            part.external_id
            for _cut, one in readings
            if one.system is system
            for part in (one.main, *one.parts)
        }
        batch.there |= known(batch.session, system, ids)
    ours = _written_here(batch.session, readings)
    for cut, reading in readings:
        if reading.main.kind is RecordKind.SERVICE and reading.main.external_id in ours:
            _refuse(batch, cut, Unfit(OURS, "id"))
        else:
            _add(batch, cut, reading)
    make_rows(batch)


def _written_here(session: Session, readings: list[tuple[Cut, Reading]]) -> set[str]:
    """Name services that were written here: what we gave out does not come back as news."""
    ids = []
    for _cut, one in readings:
        try:
            ids.append(UUID(one.main.external_id))
        except ValueError:
            continue
    came = select(SourceRecord.service_id).where(col(SourceRecord.service_id).is_not(None))
    rows = select(Service.id).where(col(Service.id).in_(ids), col(Service.id).not_in(came))
    return {str(one) for one in session.exec(rows).all()}


def _add(batch: Batch, cut: Cut, reading: Reading) -> None:
    sha256 = digest(cut)
    main = reading.main
    if isinstance(main, ReadGone):
        make_rows(batch)
        _let_go(batch, reading.system, main)
        return
    before = _before(batch, (reading.system, _kind(main), main.external_id))
    if before is not None and before.sha256 == sha256 and not before.is_archived:
        batch.run.unchanged += 1
        return
    for part in (main, *reading.parts):
        key = (reading.system, _kind(part), part.external_id)
        is_main = part is main
        piece = Piece(part, reading.system, sha256, cut.raw if is_main else "")
        piece.is_main, piece.source = is_main, _before(batch, key)
        _keep_row(batch, key, piece)
        batch.pieces.append(piece)


def _before(batch: Batch, key: Key) -> SourceRecord | None:
    """Give the row of a record that came before, be it in this very batch."""
    if key in batch.coming:
        make_rows(batch)
    return batch.there.get(key)


def _kind(part: Read) -> RecordKind:
    if part.kind is None:
        raise LookupError(part.external_id)
    return part.kind


def _keep_row(batch: Batch, key: Key, piece: Piece) -> None:
    """Keep the record as it came; an awaited one has been there without any words."""
    row = piece.source
    piece.is_new = row is None or not row.sha256
    if row is None:
        batch.coming[key] = piece
        return
    row.sha256, row.payload, row.fetched_at = piece.sha256, piece.payload, clock.now()
    row.revision, row.is_archived = piece.found.revision, False
    batch.session.add(row)


def make_rows(batch: Batch) -> None:
    """Make rows for what is new, all at once: an object for each costs far more."""
    insert(
        batch.session,
        SourceRecord,
        [
            {
                "id": uuid4(),
                "system": piece.system,
                "kind": kind,
                "external_id": outside,
                "revision": piece.found.revision,
                "is_archived": False,
                "builds_on": "",
                "sha256": piece.sha256,
                "fetched_at": clock.now(),
                "payload": piece.payload,
                "differs": False,
            }
            for (_system, kind, outside), piece in batch.coming.items()
        ],
    )
    for system in {system for system, _kind, _outside in batch.coming}:
        made = [outside for of, _kind, outside in batch.coming if of is system]
        batch.there |= known(batch.session, system, made)
    for key, piece in batch.coming.items():
        piece.source = batch.there[key]
    batch.coming.clear()


def _let_go(batch: Batch, system: SourceSystem, gone: ReadGone) -> None:
    """Take out what its system archived; an unknown one was never here."""
    rows = [
        one for key, one in batch.there.items() if key[0] is system and key[2] == gone.external_id
    ]
    if all(one.is_archived for one in rows):
        batch.run.unchanged += 1
        return
    for row in rows:
        row.is_archived = True
        batch.session.add(row)
        if row.kind is RecordKind.CHANNEL:
            batch.affected |= _services_of(batch.session, row.id)
            drop_channels(batch.session, [row.id])
        service = batch.session.get(Service, row.service_id) if row.service_id else None
        if service is not None:
            service.status, service.changed_at = Status.WITHDRAWN, clock.now()
            batch.affected.add(service.id)
    batch.run.updated += 1


def _services_of(session: Session, source_id: UUID) -> set[UUID]:
    """Give the services that a record's channels belong to."""
    rows = (
        select(Connection.service_id)
        .join(SourceChannel, col(SourceChannel.channel_id) == col(Connection.channel_id))
        .where(SourceChannel.source_id == source_id)
    )
    return set(session.exec(rows).all())


def _write(batch: Batch) -> None:
    batch.session.flush()
    _write_providers(batch)
    add_those_that_build_on(batch)
    write_services(batch)
    write_rooms(batch)
    write_channels(batch)
    write_links(batch)
    connect(batch)
    _mark(batch)
    for piece in batch.pieces:
        if piece.is_main:
            _count(batch.run, piece)


def _write_providers(batch: Batch) -> None:
    for piece in batch.of(ReadProvider):
        said, row = piece.found, piece.kept
        if not isinstance(said, ReadProvider):
            continue
        provider = batch.session.get(Provider, row.provider_id) if row.provider_id else None
        provider = provider or Provider(name={})
        provider.name, provider.description = said.name, said.description
        provider.business_id, provider.email = said.business_id, said.email
        provider.phone, provider.web_url = said.phone, said.web_url
        batch.session.add(provider)
        batch.session.flush()
        row.provider_id = provider.id
        _rename(batch, provider)
    batch.session.flush()


def _rename(batch: Batch, provider: Provider) -> None:
    """Name a provider on services that came before it, but not where an editor named another."""
    ours = select(Overlay.service_id).where(Overlay.field == "provider")
    rows = select(Service).where(Service.provider_id == provider.id, col(Service.id).not_in(ours))
    for service in batch.session.exec(rows).all():
        service.provider = provider.name
        batch.session.add(service)
        batch.affected.add(service.id)


def _mark(batch: Batch) -> None:
    """Mark services as changed, so that they are indexed anew, and as read from their source."""
    batch.session.flush()
    affected = update(Service).where(col(Service.id).in_(batch.affected))
    batch.session.connection().execute(affected.values(changed_at=clock.now()))
    verify_many(batch.session, batch.affected)


def _count(run: ImportRun, piece: Piece) -> None:
    if piece.kept.differs:
        run.kept += 1
    elif piece.is_new:
        run.created += 1
    else:
        run.updated += 1


def write_again(session: Session, row: SourceRecord) -> set[UUID]:
    """Write a kept record once more, for example after our words were lifted off; gives whom."""
    batch = Batch(session, ImportRun(file=row.external_id), [again(row)])
    write_services(batch)
    connect(batch)
    _mark(batch)
    session.flush()
    return batch.affected
