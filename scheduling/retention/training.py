"""What was passed is kept as long as it counts; hours and attendance go by their time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from core import clock
from policies.retention import Due, RetentionTask, register
from scheduling.models import Attendance, Passed, Studied


def _old(session: Session, before: datetime) -> list[Due]:
    """What has run out, and hours and attendance of long ago; what is passed for good stays."""
    day = clock.local_day(before)
    studied = select(Studied.id, Studied.made_at).where(col(Studied.made_at) < before)
    there = select(Attendance.id, Attendance.made_at).where(col(Attendance.made_at) < before)
    over = select(Passed).where(col(Passed.until) < day)
    found = [Due(one, at) for rows in (studied, there) for one, at in session.exec(rows).all()]
    gone = [(one.id, one.until) for one in session.exec(over).all() if one.until is not None]
    return found + [Due(one, clock.day_starts(last)) for one, last in gone]


def _purge(session: Session, ids: Sequence[UUID]) -> int:
    return sum(
        int(session.exec(delete(table).where(col(table.id).in_(ids))).rowcount)
        for table in (Studied, Attendance, Passed)
    )


def _held(session: Session) -> int:
    return sum(
        session.exec(select(func.count()).select_from(table)).one()
        for table in (Studied, Attendance, Passed)
    )


register(RetentionTask(data_class="scheduling.training", find=_old, purge=_purge, held=_held))
