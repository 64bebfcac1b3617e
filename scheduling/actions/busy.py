"""A worker's own calendars: taken in, read again, given up. Only beginnings and ends are kept."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, delete

from core import clock
from core.crypto import derive, seal, unseal
from core.errors import Refusal
from core.house import house
from core.identity import Actor
from scheduling import queries
from scheduling.actions.moves import worker_of
from scheduling.errors import TooManyCalendars
from scheduling.hours import Span
from scheduling.models import BusySource, BusyTime

MOST_CALENDARS = 5


def take_in(
    session: Session, actor: Actor, label: str, busy: Iterable[Span], *, address: str = ""
) -> BusySource:
    """Keep when a calendar is busy, and its address to read it again. Raises `TooManyCalendars`."""
    worker_id = worker_of(actor)
    if len(queries.busy_sources(session, worker_id)) >= MOST_CALENDARS:
        raise TooManyCalendars
    source = BusySource(worker_id=worker_id, label=label)
    source.address = _sealed(source.id, address) if address else None
    session.add(source)
    session.flush()
    _replace(session, source, busy)
    return source


def read_again(session: Session, source_id: UUID, busy: Iterable[Span]) -> None:
    """Replace what was known of a calendar by what it says now; one given up stays so."""
    source = session.get(BusySource, source_id)
    if source is not None:
        _replace(session, source, busy)
        source.read_at, source.problem = clock.now(), ""
        session.add(source)


def could_not_read(session: Session, source_id: UUID, why: Refusal) -> None:
    """Note that a calendar could not be read; what was known of it stays."""
    source = session.get(BusySource, source_id)
    if source is not None:
        source.problem = why.code
        session.add(source)


def give_up_calendar(session: Session, actor: Actor, source_id: UUID) -> None:
    """Forget a calendar and all that was known of it. Raises `NoSuchCalendar`."""
    session.delete(queries.own_busy_source(session, worker_of(actor), source_id))


def forget_calendars(session: Session, worker_id: UUID) -> None:
    """Forget the calendars of a worker who has left."""
    session.exec(delete(BusyTime).where(col(BusyTime.worker_id) == worker_id))
    session.exec(delete(BusySource).where(col(BusySource.worker_id) == worker_id))


def address_of(source: BusySource) -> str:
    """Open the address of a calendar; "" for one that came as a file."""
    if source.address is None:
        return ""
    return unseal(_key(), source.address, source.id.bytes).decode()


def _replace(session: Session, source: BusySource, busy: Iterable[Span]) -> None:
    session.exec(delete(BusyTime).where(col(BusyTime.source_id) == source.id))
    session.add_all(
        BusyTime(
            source_id=source.id,
            worker_id=source.worker_id,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
        )
        for span in busy
    )


def _sealed(source_id: UUID, address: str) -> bytes:
    return seal(_key(), address.encode(), source_id.bytes)


def _key() -> bytes:
    return derive(house().settings.key_wrapping_key.get_secret_value(), "busy-address/1")
