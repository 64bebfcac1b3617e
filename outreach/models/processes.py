"""Processes: longer work with one person, known by a code that the house has drawn.

A code with dates is still personal data (pseudonymous), so only the two workers who keep a process
see it, and it has an end.
"""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Field

from core.db import Table, classed, closed, new_id
from outreach.models.columns import json_column
from outreach.schemas.processes import Attached, EndReason, Phase


class Process(Table, table=True):
    """One process under its code. `words` holds aim and hand-over point, sealed at rest (R56)."""

    __tablename__ = "outreach_process"
    __data_class__: ClassVar[str] = "outreach.process"
    __table_args__ = (
        CheckConstraint("(ended_on IS NULL) = (reason IS NULL)", name="outreach_process_reason"),
        CheckConstraint("ended_on IS NULL OR opened_on <= ended_on", name="outreach_process_days"),
        CheckConstraint("second_id <> worker_id", name="outreach_process_two_people"),
    )

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id", index=True)
    code: str = Field(unique=True)
    pair_id: UUID = Field(foreign_key="outreach_pair.id", index=True)
    area_id: UUID = Field(foreign_key="outreach_area.id", index=True)
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    second_id: UUID | None = Field(default=None, foreign_key="organisation_worker.id", index=True)
    opened_on: date
    review_on: date
    ended_on: date | None = None
    reason: EndReason | None = closed(EndReason, None)
    attached: Attached | None = closed(Attached, None)
    guided_to: list[str] = Field(default_factory=list, sa_column=json_column())
    words: bytes | None = classed("outreach.process_words", None, sa_type=LargeBinary)


class PhaseChange(Table, table=True):
    """Since when a process stands in which phase; it may come to one again."""

    __tablename__ = "outreach_phase"
    __data_class__: ClassVar[str] = "outreach.process"
    __table_args__ = (UniqueConstraint("process_id", "position"),)

    id: UUID = new_id()
    process_id: UUID = Field(foreign_key="outreach_process.id", ondelete="CASCADE")
    position: int
    phase: Phase = closed(Phase)
    since: date
