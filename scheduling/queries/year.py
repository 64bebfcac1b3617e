"""A year of the roster at a glance: how many places each day has, and how many are taken.

Counted by the database over shifts that are rows already: no rule is expanded here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import case
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from scheduling.models import Duty, Shift
from scheduling.schemas import HOLDS
from scheduling.states import DutyState

KEPT = HOLDS | {DutyState.DONE}


@dataclass(frozen=True)
class DayOfYear:
    """One day on some lines: shifts, people missing from their least numbers, people coming."""

    day: date
    shifts: int
    lacking: int
    taken: int


def year(
    session: Session, line_ids: Iterable[UUID], first: date, last: date
) -> dict[date, DayOfYear]:
    """Count the shifts of lines by day, from one day to another, in one statement."""
    lines = list(line_ids)
    taken = (
        select(Duty.shift_id, func.count().label("taken"))
        .join(Shift, col(Shift.id) == col(Duty.shift_id))
        .where(
            col(Duty.state).in_(KEPT),
            col(Shift.line_id).in_(lines),
            col(Shift.on_day) >= first,
            col(Shift.on_day) <= last,
        )
        .group_by(col(Duty.shift_id))
        .subquery()
    )
    here = func.coalesce(taken.c.taken, 0)
    missing = case((col(Shift.least) > here, col(Shift.least) - here), else_=0)
    days = (
        select_columns(col(Shift.on_day), func.count(), func.sum(missing), func.sum(here))
        .outerjoin(taken, taken.c.shift_id == col(Shift.id))
        .where(
            col(Shift.line_id).in_(lines),
            col(Shift.on_day) >= first,
            col(Shift.on_day) <= last,
            col(Shift.cancelled_at).is_(None),
        )
        .group_by(col(Shift.on_day))
    )
    return {
        day: DayOfYear(day, shifts, int(lacking), int(people))
        for day, shifts, lacking, people in session.connection().execute(days).all()
    }
