"""Street rounds, online patrols and those met on them, who stay nobody.

A day and a part of it, an area and a setting, bands and at most a few topics: no name, no nickname,
no hour. A crowd of fourteen is one row.
"""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Field

from core.db import Table, classed, closed, new_id
from outreach.models.columns import json_column
from outreach.schemas.rounds import (
    Depth,
    EncounterOutcome,
    MeetingState,
    Minutes,
    Mode,
    PartOfDay,
    Setting,
    Started,
)


class Area(Table, table=True):
    """Where pairs work: a dimension of every report (R60)."""

    __tablename__ = "outreach_area"
    __data_class__: ClassVar[str] = "outreach.place"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id")
    name: str
    is_active: bool = True


class Pair(Table, table=True):
    """A work pair by its name, never by its workers' names (R60)."""

    __tablename__ = "outreach_pair"
    __data_class__: ClassVar[str] = "outreach.place"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id")
    name: str
    is_active: bool = True


class OutreachSession(Table, table=True):
    """One round. `id` is drawn on the phone that tallied it; `new_rule` is the rule of its day.

    `note` is sealed under a key of its own that dies first, and soon.
    """

    __tablename__ = "outreach_session"
    __data_class__: ClassVar[str] = "outreach.session"
    __table_args__ = (
        CheckConstraint("minutes >= 0 AND refused >= 0", name="outreach_session_counts"),
    )

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id", index=True)
    day: date = Field(index=True)
    part: PartOfDay = closed(PartOfDay)
    pair_id: UUID = Field(foreign_key="outreach_pair.id", index=True)
    area_id: UUID = Field(foreign_key="outreach_area.id", index=True)
    setting: Setting = closed(Setting)
    channel_id: UUID | None = Field(
        default=None, foreign_key="outreach_channel.id", index=True, ondelete="SET NULL"
    )
    minutes: int = 0
    refused: int = 0
    new_rule: str
    note: bytes | None = classed("outreach.note", None, sa_type=LargeBinary)


class Encounter(Table, table=True):
    """One line of a round's tally: one meeting of any depth, with `people` of whom `new` are new.

    `topics` are keys of the policy's list, as the young person put it (R23).
    """

    __tablename__ = "outreach_encounter"
    __data_class__: ClassVar[str] = "outreach.encounter"
    __table_args__ = (
        CheckConstraint("people >= 1", name="outreach_encounter_people"),
        CheckConstraint("new >= 0 AND new <= people", name="outreach_encounter_new"),
    )

    id: UUID = new_id()
    outreach_session_id: UUID = Field(
        foreign_key="outreach_session.id", index=True, ondelete="CASCADE"
    )
    depth: Depth = closed(Depth)
    people: int = 1
    new: int = 0
    mode: Mode = closed(Mode, Mode.IN_PERSON)
    minutes: Minutes | None = closed(Minutes, None)
    age: str = ""
    topics: list[str] = Field(default_factory=list, sa_column=json_column())
    started: Started | None = closed(Started, None)
    outcome: EncounterOutcome | None = closed(EncounterOutcome, None)
    guided_to: list[str] = Field(default_factory=list, sa_column=json_column())


class ClientMeeting(Table, table=True):
    """An agreed meeting (R59), of a process or of none; without one it is nobody's."""

    __tablename__ = "outreach_client_meeting"
    __data_class__: ClassVar[str] = "outreach.encounter"

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id", index=True)
    day: date = Field(index=True)
    pair_id: UUID = Field(foreign_key="outreach_pair.id", index=True)
    area_id: UUID = Field(foreign_key="outreach_area.id", index=True)
    mode: Mode = closed(Mode, Mode.IN_PERSON)
    minutes: Minutes | None = closed(Minutes, None)
    state: MeetingState = closed(MeetingState, MeetingState.DONE)
    process_id: UUID | None = classed(
        "outreach.process",
        None,
        foreign_key="outreach_process.id",
        index=True,
        ondelete="SET NULL",
    )
