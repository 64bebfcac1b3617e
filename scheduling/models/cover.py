"""Who asks that a duty be taken over, and what the roster tells its workers."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from core import clock
from core.db import Table, closed, moment, new_id
from scheduling.cover_states import CoverState, NoticeKind
from scheduling.models.indexes import unique_where

OPEN_SQL = text("state = 'open'")


class Cover(Table, table=True):
    """A worker asks that somebody take a duty, and stays responsible for it until it is taken.

    Asked of everybody who fits, or of one colleague (`to_worker_id`); in a swap also for which duty
    of theirs (`in_return_id`). `sequence` is the duty's SEQUENCE when it was handed on: the former
    holder's calendar shows the same UID as cancelled with it.
    """

    __tablename__ = "scheduling_cover"
    __data_class__: ClassVar[str] = "scheduling.duty"
    __table_args__ = (
        unique_where("scheduling_cover_once", "duty_id", where=OPEN_SQL),
        CheckConstraint(
            "(state = 'taken') = (taken_by IS NOT NULL)", name="scheduling_cover_taken"
        ),
        Index("scheduling_cover_state", "state"),
    )

    id: UUID = new_id()
    duty_id: UUID = Field(foreign_key="scheduling_duty.id", ondelete="CASCADE", index=True)
    asked_by: UUID = Field(foreign_key="organisation_worker.id", index=True)
    to_worker_id: UUID | None = Field(
        default=None, foreign_key="organisation_worker.id", index=True
    )
    in_return_id: UUID | None = Field(
        default=None, foreign_key="scheduling_duty.id", ondelete="CASCADE", index=True
    )
    state: CoverState = closed(CoverState, CoverState.OPEN)
    asked_at: datetime = moment(default_factory=clock.now)
    taken_by: UUID | None = Field(default=None, foreign_key="organisation_worker.id", index=True)
    settled_at: datetime | None = moment(None)
    sequence: int = 0


class Notice(Table, table=True):
    """Something a worker is told on the page and by mail, once for each `step`."""

    __tablename__ = "scheduling_notice"
    __data_class__: ClassVar[str] = "scheduling.notice"
    __table_args__ = (
        UniqueConstraint("worker_id", "kind", "shift_id", "step", name="scheduling_notice_once"),
        Index("scheduling_notice_unmailed", "mailed_at", "made_at"),
    )

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    kind: NoticeKind = closed(NoticeKind)
    shift_id: UUID = Field(foreign_key="scheduling_shift.id", ondelete="CASCADE", index=True)
    step: str = ""
    made_at: datetime = moment(default_factory=clock.now, index=True)
    mailed_at: datetime | None = moment(None)
    read_at: datetime | None = moment(None)
