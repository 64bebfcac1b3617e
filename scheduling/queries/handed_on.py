"""Duties that a worker has handed on, as their calendar still shows them for a while."""

from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlmodel import col

from scheduling.cover_states import CoverState
from scheduling.models import Cover, Duty, Shift

WHOSE: Any = bindparam("whose")
LATELY: Any = bindparam("lately")


def _handed_on(*columns: Any) -> Select[Any]:
    """Select from the duties that others took over lately; one that came back is theirs again."""
    return (
        select(*columns)
        .select_from(Cover)
        .join(Duty, col(Cover.duty_id) == col(Duty.id))
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(
            col(Cover.asked_by) == WHOSE,
            col(Cover.state) == CoverState.TAKEN,
            col(Cover.settled_at) > LATELY,
            col(Duty.worker_id) != WHOSE,
        )
    )


# Each is cancelled for who had it, with the UID that it had and the number of the handing on.
handed_on = _handed_on(
    col(Duty.uid),
    col(Cover.sequence),
    col(Cover.settled_at).label("updated_at"),
    col(Shift.starts_at),
    col(Shift.ends_at),
    col(Shift.line_id),
).order_by(col(Cover.settled_at))
handed_on_summed = _handed_on(
    func.count(),
    func.sum(col(Cover.sequence)),
    func.max(col(Cover.settled_at)),
    func.min(col(Shift.starts_at)),
    func.max(col(Shift.starts_at)),
)
