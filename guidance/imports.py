"""Read files of other systems in: what is good comes in, what is broken is told.

The same file twice changes nothing. An entry that somebody here has edited keeps our words; that
the other system has news is marked on its record.
"""

import hashlib
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, col, delete, select

from core import clock
from core.events import record
from guidance import actions, search
from guidance.errors import FileTooBig
from guidance.events import ServicesImported
from guidance.models import (
    Channel,
    Connection,
    ImportRun,
    RefusedRecord,
    Service,
    ServiceTerm,
    SourceChannel,
    SourceLink,
    SourceRecord,
    Term,
)
from guidance.ptv import ReadChannel, ReadService, Unfit, external_id, read
from guidance.reasons import BROKEN
from guidance.records import Cut, cut
from guidance.schemas import SourceSystem, Status
from policies.queries import policy

PTV = SourceSystem.PTV11
LONGEST_REASON = 300


@dataclass
class Outcome:
    """What an import did, with the ids of the services to index anew."""

    run: ImportRun
    touched: set[UUID] = field(default_factory=set)


def largest_file() -> int:
    """Give how many bytes one import may have, by the policy."""
    return policy().imports.max_bytes


def import_ptv(session: Session, content: bytes, *, file: str) -> ImportRun:
    """Read a file of the Finnish Service Catalogue, version 11, record by record.

    Raises `FileTooBig` and `UnreadableFile`; a broken record is only counted and told.
    """
    if len(content) > largest_file():
        raise FileTooBig
    cuts = cut(content)
    outcome = Outcome(ImportRun(file=file))
    session.add(outcome.run)
    session.flush()
    for one in cuts:
        _take(session, outcome, one)
    search.index(session, outcome.touched)
    session.flush()
    record(session, ServicesImported(run_id=outcome.run.id))
    return outcome.run


def _take(session: Session, outcome: Outcome, one: Cut) -> None:
    try:
        found = _read(one)
    except Unfit as unfit:
        _refuse(session, outcome, one, unfit)
        return
    _keep(session, outcome, one, found)


def _read(one: Cut) -> ReadService | ReadChannel:
    if one.problem:
        raise Unfit(f"{BROKEN}{one.problem}.")
    return read(one.value)


def _refuse(session: Session, outcome: Outcome, one: Cut, unfit: Unfit) -> None:
    outcome.run.refused += 1
    session.add(
        RefusedRecord(
            run_id=outcome.run.id,
            line=one.line,
            external_id=external_id(one.value)[:64],
            reason=unfit.reason[:LONGEST_REASON],
            place=unfit.place[:LONGEST_REASON],
        )
    )


def _keep(session: Session, outcome: Outcome, one: Cut, found: ReadService | ReadChannel) -> None:
    digest = hashlib.sha256(one.raw.encode()).hexdigest()
    source = _source(session, found)
    if source is not None and source.sha256 == digest:
        outcome.run.unchanged += 1
        return
    is_new = source is None
    source = source or SourceRecord(
        system=PTV,
        kind=found.kind,
        external_id=found.external_id,
        sha256="",
        fetched_at=clock.now(),
        payload="",
    )
    source.sha256, source.payload, source.fetched_at = digest, one.raw, clock.now()
    session.add(source)
    session.flush()
    took = (
        _write_service(session, outcome, source, found)
        if isinstance(found, ReadService)
        else _write_channel(session, outcome, source, found)
    )
    _count(outcome.run, is_new=is_new, took=took)


def _count(run: ImportRun, *, is_new: bool, took: bool) -> None:
    if not took:
        run.kept += 1
    elif is_new:
        run.created += 1
    else:
        run.updated += 1


def _source(session: Session, found: ReadService | ReadChannel) -> SourceRecord | None:
    return session.exec(
        select(SourceRecord).where(
            SourceRecord.system == PTV,
            SourceRecord.kind == found.kind,
            SourceRecord.external_id == found.external_id,
        )
    ).first()


def _write_service(
    session: Session, outcome: Outcome, source: SourceRecord, found: ReadService
) -> bool:
    """Write what a service's record says; False when the entry is ours since somebody edited it."""
    service = session.get(Service, source.service_id) if source.service_id else None
    if service is not None and service.edited_at is not None:
        source.differs = True
        return False
    service = service or Service()
    service.status, service.provider = found.status, found.provider
    service.free_of_charge, service.languages = found.free_of_charge, found.languages
    service.changed_at = clock.now()
    session.add(service)
    session.flush()
    source.service_id = service.id
    texts = {lang: actions.Text(**vars(text)) for lang, text in found.texts.items()}
    actions.write_texts(session, service.id, texts)
    actions.write_areas(session, service.id, found.municipalities)
    _write_terms(session, service.id, found)
    for channel in found.channels:
        _link(session, service=found.external_id, channel=channel)
    _connect_service(session, service.id, found.external_id)
    outcome.touched.add(service.id)
    return True


def _write_terms(session: Session, service_id: UUID, found: ReadService) -> None:
    session.exec(delete(ServiceTerm).where(col(ServiceTerm.service_id) == service_id))
    known = set(session.exec(select(Term.code)).all())
    terms = {code: Term(code=code, kind=kind, name=name) for code, kind, name in found.terms}
    session.add_all(term for code, term in terms.items() if code not in known)
    session.flush()
    session.add_all(ServiceTerm(service_id=service_id, code=code) for code in terms)


def _write_channel(
    session: Session, outcome: Outcome, source: SourceRecord, found: ReadChannel
) -> bool:
    old = session.exec(
        select(SourceChannel.channel_id).where(SourceChannel.source_id == source.id)
    ).all()
    session.exec(delete(Channel).where(col(Channel.id).in_(list(old))))
    session.flush()
    contacts = found.contacts if found.status is Status.PUBLISHED else []
    for contact in contacts:
        channel = Channel(name=found.name, **vars(contact))
        session.add(channel)
        session.flush()
        session.add(SourceChannel(source_id=source.id, channel_id=channel.id))
        actions.write_hours(session, tuple(found.periods), channel_id=channel.id)
    for service in found.services:
        _link(session, service=service, channel=found.external_id)
    _connect_channel(session, outcome, source)
    return True


def _link(session: Session, *, service: str, channel: str) -> None:
    """Remember that two records name each other, whichever of them came first."""
    if session.get(SourceLink, (PTV, service, channel)) is None:
        session.add(
            SourceLink(system=PTV, service_external_id=service, channel_external_id=channel)
        )
        session.flush()


def _connect_service(session: Session, service_id: UUID, named: str) -> None:
    channels = session.exec(
        select(SourceChannel.channel_id)
        .join(SourceRecord, col(SourceRecord.id) == col(SourceChannel.source_id))
        .join(SourceLink, col(SourceLink.channel_external_id) == col(SourceRecord.external_id))
        .where(SourceLink.service_external_id == named)
    ).all()
    for position, channel_id in enumerate(channels):
        _connect(session, service_id, channel_id, position)


def _connect_channel(session: Session, outcome: Outcome, source: SourceRecord) -> None:
    services = session.exec(
        select(SourceRecord.service_id)
        .join(SourceLink, col(SourceLink.service_external_id) == col(SourceRecord.external_id))
        .where(
            SourceLink.channel_external_id == source.external_id,
            col(SourceRecord.service_id).is_not(None),
        )
    ).all()
    channels = session.exec(
        select(SourceChannel.channel_id).where(SourceChannel.source_id == source.id)
    ).all()
    for service_id in services:
        if service_id is None:
            continue
        for position, channel_id in enumerate(channels):
            _connect(session, service_id, channel_id, position)
        outcome.touched.add(service_id)


def _connect(session: Session, service_id: UUID, channel_id: UUID, position: int) -> None:
    if session.get(Connection, (service_id, channel_id)) is None:
        session.add(Connection(service_id=service_id, channel_id=channel_id, position=position))
        session.flush()
