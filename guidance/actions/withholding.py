"""Keeping back a way that came from elsewhere: a wrong number, a street that must not be told."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from core.events import record
from guidance import search
from guidance.events import ServiceChanged
from guidance.models import Channel, Connection, Service, SourceChannel, Withheld
from guidance.queries.ways import CameWith
from guidance.schemas import AddressVisibility


def withhold(session: Session, way: CameWith, told: AddressVisibility) -> None:
    """Tell as much of a way as an editor says, wherever it is named, also after another import."""
    key = (way.source_id, way.channel.kind, way.address)
    held = session.get(Withheld, key)
    theirs = held.theirs if held is not None else way.channel.visibility
    if told is theirs:
        if held is not None:
            session.delete(held)
    else:
        source_id, kind, address = key
        session.merge(
            Withheld(
                source_id=source_id, kind=kind, address=address, visibility=told, theirs=theirs
            )
        )
    channels = list(_same(session, way))
    for channel in channels:
        channel.visibility = told
        session.add(channel)
    session.flush()
    _find_anew(session, [channel.id for channel in channels])


def _same(session: Session, way: CameWith) -> Iterable[Channel]:
    """Give the channels that a choice is about: all places of a record, or the one address."""
    rows = (
        select(Channel)
        .join(SourceChannel, col(SourceChannel.channel_id) == col(Channel.id))
        .where(SourceChannel.source_id == way.source_id, Channel.kind == way.channel.kind)
    )
    return session.exec(rows.where(Channel.address == way.address) if way.address else rows).all()


def _find_anew(session: Session, channel_ids: list[UUID]) -> None:
    named = select(Connection.service_id).where(col(Connection.channel_id).in_(channel_ids))
    ids = sorted(set(session.exec(named).all()))
    for service in session.exec(select(Service).where(col(Service.id).in_(ids))).all():
        service.changed_at = clock.now()
        session.add(service)
        record(session, ServiceChanged(service_id=service.id))
    search.index(session, ids)
