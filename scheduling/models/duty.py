"""Workers' places on shifts."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from core import clock
from core.db import Table, closed, moment, new_id
from scheduling.models.indexes import unique_where
from scheduling.states import DutyState

# The indexes need the live states as SQL; a test holds this equal to `states.LIVE`.
LIVE_SQL = text("state IN ('claimed', 'checked_in')")


class Duty(Table, table=True):
    """A worker's place on a shift. `uid` and `sequence` are its own in calendars (RFC 5545)."""

    __tablename__ = "scheduling_duty"
    __data_class__: ClassVar[str] = "scheduling.duty"
    __table_args__ = (
        CheckConstraint("seat_no >= 1", name="scheduling_duty_seat"),
        unique_where("scheduling_duty_seat_once", "shift_id", "seat_no", where=LIVE_SQL),
        unique_where("scheduling_duty_worker_once", "shift_id", "worker_id", where=LIVE_SQL),
        Index("scheduling_duty_state", "state"),
    )

    id: UUID = new_id()
    shift_id: UUID = Field(foreign_key="scheduling_shift.id", index=True)
    seat_no: int
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    state: DutyState = closed(DutyState, DutyState.CLAIMED)
    checked_in_at: datetime | None = moment(None)
    checked_out_at: datetime | None = moment(None)
    uid: UUID = Field(default_factory=uuid4, unique=True)
    sequence: int = 0
    updated_at: datetime = moment(default_factory=clock.now)
