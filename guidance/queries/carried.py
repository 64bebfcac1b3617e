"""The directory as files: as HSDS, as the Service Catalogue's records, as a sheet."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from guidance.entry import entries
from guidance.exporting import hsds, ptv
from guidance.exporting.sheet import sheet
from guidance.models import Overlay, Service, SourceRecord, Withheld
from guidance.queries import giving
from guidance.queries.giving import Wanted
from guidance.schemas import ChannelKind, SourceSystem, Status

SOME = 200


def as_hsds(session: Session) -> Iterator[dict[str, Any]]:
    """Give every published service whole."""
    ids = giving.published_ids(session, Wanted())
    for first in range(0, len(ids), SOME):
        for one in giving.told(session, ids[first : first + SOME]):
            yield hsds.service(one, today=clock.local_day())


def as_ptv(session: Session, system: str) -> Iterator[dict[str, Any]]:
    """Give every record of one version of the catalogue, what is ours laid over its services.

    A record of a place whose street is kept back does not go out.
    """
    over: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for one in session.exec(select(Overlay)).all():
        over[one.service_id][one.field] = one.value
    kept = SourceSystem(system)
    rows = (
        select(SourceRecord)
        .where(
            SourceRecord.system == kept,
            col(SourceRecord.is_archived).is_(False),
            SourceRecord.payload != "",
            col(SourceRecord.id).not_in(_of_secret_places()),
        )
        .order_by(col(SourceRecord.kind), col(SourceRecord.external_id))
    )
    with session.exec(rows.execution_options(yield_per=SOME)) as found:
        for row in found:
            ours = over.get(row.service_id, {}) if row.service_id else {}
            yield ptv.record(row.payload, kept, ours)


def _of_secret_places() -> Any:
    return select(Withheld.source_id).where(Withheld.kind == ChannelKind.PLACE)


def as_sheet(session: Session) -> str:
    """Give every published service as a row."""
    rows = select(Service.id).where(Service.status == Status.PUBLISHED).order_by(col(Service.id))
    return sheet(entries(session, session.exec(rows).all()).values())
