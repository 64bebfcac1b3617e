"""Duties and shifts that may be purged."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from policies.retention import Due, RetentionTask, register
from scheduling.models import Duty, Lapse, Shift


def _ended_duties(session: Session, before: datetime) -> list[Due]:
    """A duty is counted from the end of its shift."""
    due = (
        select(Duty.id, Shift.ends_at)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(col(Shift.ends_at) < before)
    )
    return [Due(duty_id, ended) for duty_id, ended in session.exec(due).all()]


def _purge_duties(session: Session, ids: Sequence[UUID]) -> int:
    return int(session.exec(delete(Duty).where(col(Duty.id).in_(ids))).rowcount)


def _held_duties(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Duty)).one()


def _empty_shifts(session: Session, before: datetime) -> list[Due]:
    """A shift goes once nobody's duty is on it any more, and a broken promise with its time."""
    kept = select(Duty.id).where(col(Duty.shift_id) == col(Shift.id)).exists()
    due = select(Shift.id, Shift.ends_at).where(col(Shift.ends_at) < before, ~kept)
    over = select(Lapse.id, Lapse.ended_at).where(col(Lapse.ended_at) < before)
    found = [*session.exec(due).all(), *session.exec(over).all()]
    return [Due(row_id, ended) for row_id, ended in found if ended is not None]


def _purge_shifts(session: Session, ids: Sequence[UUID]) -> int:
    kept = select(Duty.id).where(col(Duty.shift_id) == col(Shift.id)).exists()
    gone = session.exec(delete(Shift).where(col(Shift.id).in_(ids), ~kept)).rowcount
    return int(gone + session.exec(delete(Lapse).where(col(Lapse.id).in_(ids))).rowcount)


def _held_shifts(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Shift)).one()


register(
    RetentionTask(
        data_class="scheduling.duty", find=_ended_duties, purge=_purge_duties, held=_held_duties
    )
)
register(
    RetentionTask(
        data_class="scheduling.shift", find=_empty_shifts, purge=_purge_shifts, held=_held_shifts
    )
)
