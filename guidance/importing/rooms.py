"""Writing how much room services have, as other systems tell it."""

from datetime import datetime

from sqlmodel import col, delete, select

from core import clock
from guidance.importing.batches import Batch
from guidance.importing.services import insert
from guidance.models import Capacity
from guidance.sources.words import ReadService


def write_rooms(batch: Batch) -> None:
    """Replace the room of services whose system tells any; what was told here later stays."""
    session = batch.session
    told = {
        piece.kept.service_id: piece.found.rooms
        for piece in batch.of(ReadService)
        if isinstance(piece.found, ReadService) and piece.found.rooms is not None
    }
    if not told:
        return
    for service_id, rooms in told.items():
        latest = max((at for _room, at in rooms if at), default=clock.now())
        session.exec(
            delete(Capacity).where(
                col(Capacity.service_id) == service_id, col(Capacity.told_at) <= latest
            )
        )
    mine = select(Capacity.service_id, Capacity.unit)
    later = set(session.exec(mine.where(col(Capacity.service_id).in_(list(told)))).all())
    rows = {
        (service_id, room.unit): {
            "service_id": service_id,
            **vars(room),
            "told_at": _not_ahead(at),
        }
        for service_id, rooms in told.items()
        for room, at in rooms
        if (service_id, room.unit) not in later
    }
    insert(session, Capacity, list(rows.values()))


def _not_ahead(at: datetime | None) -> datetime:
    """Give when something was told; what says that it was told later than now was told now."""
    now = clock.now()
    return min(at, now) if at else now
