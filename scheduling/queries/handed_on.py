"""Duties that a worker has handed on, as their calendar still shows them for a while."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from scheduling.cover_states import CoverState
from scheduling.models import Cover, Duty, Shift
from scheduling.schemas import FeedDuty


def handed_on(
    session: Session, worker_id: UUID, since: datetime, names: dict[UUID, dict[str, str]]
) -> list[FeedDuty]:
    """Give the duties that others took over since then: cancelled, with the UID they had.

    A duty that came back to the worker is theirs, and not here.
    """
    gone = (
        select(Cover, Duty, Shift)
        .join(Duty, col(Cover.duty_id) == col(Duty.id))
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(
            Cover.asked_by == worker_id,
            Cover.state == CoverState.TAKEN,
            col(Cover.settled_at) > since,
            col(Duty.worker_id) != worker_id,
        )
        .order_by(col(Cover.settled_at))
    )
    latest = {duty.id: (cover, duty, shift) for cover, duty, shift in session.exec(gone).all()}
    return [
        FeedDuty(
            uid=duty.uid,
            sequence=cover.sequence,
            updated_at=cover.settled_at or duty.updated_at,
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            is_cancelled=True,
            line_name=names.get(shift.line_id, {}),
        )
        for cover, duty, shift in latest.values()
    ]
