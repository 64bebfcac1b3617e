"""Pilots: what was looked at before, what was learnt, and what was decided, by whom."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from core.db import Table, closed, new_id
from outreach.schemas.pilots import PilotChoice


class Pilot(Table, table=True):
    """A line on trial. `question` is what the trial is to answer; `decided_on` is the last word."""

    __tablename__ = "outreach_pilot"
    __data_class__: ClassVar[str] = "outreach.pilot"

    id: UUID = new_id()
    line_id: UUID = Field(foreign_key="organisation_line.id", unique=True)
    question: str
    begun_on: date
    launched_on: date | None = None
    function: str = ""
    experience: str = ""
    targets: str = ""
    evaluated_by: UUID | None = Field(default=None, foreign_key="organisation_worker.id")
    evaluated_on: date | None = None
    decided_on: date | None = None
    told_on: date | None = None


class PilotTick(Table, table=True):
    """Somebody's word that one thing of the policy's checklist is as it should be."""

    __tablename__ = "outreach_pilot_tick"
    __data_class__: ClassVar[str] = "outreach.pilot"
    __table_args__ = (UniqueConstraint("pilot_id", "item"),)

    id: UUID = new_id()
    pilot_id: UUID = Field(foreign_key="outreach_pilot.id", ondelete="CASCADE")
    item: str
    ticked_by: UUID = Field(foreign_key="organisation_worker.id", index=True)
    ticked_on: date


class PilotDecision(Table, table=True):
    """What was decided on a pilot, and why; a later one takes its place and this one stays."""

    __tablename__ = "outreach_pilot_decision"
    __data_class__: ClassVar[str] = "outreach.pilot"
    __table_args__ = (
        UniqueConstraint("pilot_id", "position"),
        CheckConstraint("reasons <> ''", name="outreach_pilot_decision_reasons"),
        CheckConstraint(
            "(choice = 'go_on') = (until IS NULL)", name="outreach_pilot_decision_until"
        ),
    )

    id: UUID = new_id()
    pilot_id: UUID = Field(foreign_key="outreach_pilot.id", ondelete="CASCADE")
    position: int
    choice: PilotChoice = closed(PilotChoice)
    reasons: str
    until: date | None = None
    next_line_id: UUID | None = Field(default=None, foreign_key="organisation_line.id")
    decided_by: UUID = Field(foreign_key="organisation_worker.id", index=True)
    decided_on: date
