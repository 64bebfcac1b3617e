"""Promises that were broken, and who should be there now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from scheduling.ledger import minutes_between
from scheduling.models import Duty, Lapse, Shift
from scheduling.states import DutyState


@dataclass(frozen=True)
class Broken:
    """How often in a time a line was promised and nobody was there, and for how many minutes."""

    times: int = 0
    minutes: int = 0


def broken_promises(
    session: Session, line_ids: Iterable[UUID], since: datetime, until: datetime
) -> dict[UUID, Broken]:
    """Count the broken promises of lines that are over, by line."""
    over = select(Lapse).where(
        col(Lapse.line_id).in_(list(line_ids)),
        col(Lapse.began_at) >= since,
        col(Lapse.began_at) < until,
        col(Lapse.ended_at).is_not(None),
    )
    found: dict[UUID, Broken] = {}
    for one in session.exec(over).all():
        before = found.get(one.line_id, Broken())
        lasted = minutes_between(one.began_at, one.ended_at or one.began_at)
        found[one.line_id] = Broken(before.times + 1, before.minutes + lasted)
    return found


def shift_now(session: Session, line_id: UUID) -> Shift | None:
    """Give the shift of a line that should be kept just now."""
    at = clock.now()
    running = select(Shift).where(
        Shift.line_id == line_id,
        col(Shift.starts_at) <= at,
        col(Shift.ends_at) > at,
        col(Shift.cancelled_at).is_(None),
    )
    return session.exec(running.order_by(col(Shift.starts_at).desc())).first()


def late_for(session: Session, shift: Shift) -> list[UUID]:
    """List those who have a place on a shift that has begun and have not checked in."""
    late = select(Duty.worker_id).where(Duty.shift_id == shift.id, Duty.state == DutyState.CLAIMED)
    return list(session.exec(late).all())
