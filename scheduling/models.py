"""Tables of the scheduling room: shifts, duties and calendar feeds.

Times are moments in UTC. Who has which seat is decided by the partial unique indexes below, not by
whoever looked first.
"""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from core import clock
from core.db import Table, classed, closed, moment, new_id
from scheduling.states import DutyState

# The indexes need the live states as SQL; a test holds this equal to `states.LIVE`.
LIVE_SQL = text("state IN ('claimed', 'checked_in')")
STANDING_SQL = text("cancelled_at IS NULL")


def _unique(name: str, *columns: str, where: object) -> Index:
    return Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)


class Shift(Table, table=True):
    """A span on a line with a least and a greatest number of places.

    Planned, or opened by a worker who is free for a while (`is_drop_in`, R43).
    """

    __tablename__ = "scheduling_shift"
    __data_class__: ClassVar[str] = "scheduling.shift"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="scheduling_shift_forward"),
        CheckConstraint(
            "least >= 0 AND greatest >= 1 AND least <= greatest", name="scheduling_shift_places"
        ),
        _unique("scheduling_shift_once", "line_id", "starts_at", "ends_at", where=STANDING_SQL),
        Index("scheduling_shift_line_ends", "line_id", "ends_at"),
    )

    id: UUID = new_id()
    line_id: UUID = Field(foreign_key="organisation_line.id")
    starts_at: datetime = moment(index=True)
    ends_at: datetime = moment(index=True)
    least: int = 1
    greatest: int = 2
    is_drop_in: bool = False
    cancelled_at: datetime | None = moment(None)


class Duty(Table, table=True):
    """A worker's place on a shift. `uid` and `sequence` are its own in calendars (RFC 5545)."""

    __tablename__ = "scheduling_duty"
    __data_class__: ClassVar[str] = "scheduling.duty"
    __table_args__ = (
        CheckConstraint("seat_no >= 1", name="scheduling_duty_seat"),
        _unique("scheduling_duty_seat_once", "shift_id", "seat_no", where=LIVE_SQL),
        _unique("scheduling_duty_worker_once", "shift_id", "worker_id", where=LIVE_SQL),
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


class Feed(Table, table=True):
    """A worker's calendar address, one per device. The token is shown once; its SHA-256 is kept."""

    __tablename__ = "scheduling_feed"
    __data_class__: ClassVar[str] = "scheduling.feed"

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    token_hash: str = classed("worker.secret", unique=True)
    label: str
    created_at: datetime = moment(default_factory=clock.now)
    last_used_on: date | None = None
    revoked_at: datetime | None = moment(None)
