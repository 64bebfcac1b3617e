"""Writing channels that came from elsewhere."""

from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, col, delete, select

from guidance.entry import columns_of
from guidance.importing.batches import Batch
from guidance.importing.services import insert
from guidance.models import (
    Channel,
    Hours,
    SourceChannel,
    Withheld,
)
from guidance.said import Contact
from guidance.schemas import AddressVisibility, ChannelKind, Status
from guidance.sources.words import ReadChannel

Kept = dict[tuple[UUID, ChannelKind, str], Withheld]


def write_channels(batch: Batch) -> None:
    """Replace what records of channels gave before by what they give now."""
    pieces = batch.of(ReadChannel)
    drop_channels(batch.session, [one.kept.id for one in pieces])
    withheld = _withheld(batch.session, [one.kept.id for one in pieces])
    channels: list[dict[str, Any]] = []
    sources: list[dict[str, Any]] = []
    hours: list[dict[str, Any]] = []
    for piece in pieces:
        said = piece.found
        if not isinstance(said, ReadChannel) or said.status is not Status.PUBLISHED:
            continue
        for position, contact in enumerate(said.contacts):
            channel_id = uuid4()
            told = {"visibility": _told(withheld, piece.kept.id, contact)}
            channels.append({"id": channel_id, "name": said.name, **vars(contact), **told})
            sources.append(
                {"source_id": piece.kept.id, "channel_id": channel_id, "position": position}
            )
            hours += [columns_of(one, channel_id=channel_id) for one in said.periods]
    insert(batch.session, Channel, channels)
    insert(batch.session, SourceChannel, sources)
    insert(batch.session, Hours, hours)


def _withheld(session: Session, source_ids: list[UUID]) -> Kept:
    rows = session.exec(select(Withheld).where(col(Withheld.source_id).in_(source_ids))).all()
    return {(one.source_id, one.kind, one.address): one for one in rows}


def _told(withheld: Kept, source_id: UUID, contact: Contact) -> AddressVisibility:
    """Give how much of a way is told: what an editor kept back stays so."""
    address = "" if contact.kind is ChannelKind.PLACE else contact.address
    held = withheld.get((source_id, contact.kind, address))
    if held is None:
        return contact.visibility
    held.theirs = contact.visibility
    return held.visibility


def drop_channels(session: Session, source_ids: list[UUID]) -> None:
    """Take away the channels that some records gave."""
    gave = select(SourceChannel.channel_id).where(col(SourceChannel.source_id).in_(source_ids))
    ids = list(session.exec(gave).all())
    if ids:
        session.exec(delete(Channel).where(col(Channel.id).in_(ids)))
