"""Organisations, units, lines, workers, roles and invitations."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from core import clock
from core.db import Table, classed, closed, moment, new_id


class Role(StrEnum):
    """What a worker is; the policy file says what each may do."""

    RESPONDER = "responder"
    COORDINATOR = "coordinator"
    OUTREACH_WORKER = "outreach_worker"
    EDITOR = "editor"
    PRODUCER = "producer"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    ADMINISTRATOR = "administrator"


class RegionRule(StrEnum):
    """Whom a line serves by domicile (R15); asked and explained, never tracked."""

    ANYONE = "anyone"
    ASKED = "asked"


class Sealing(StrEnum):
    """Whether a line's conversations are sealed in the browser (`sealed-chat.md`, layer 2)."""

    OFF = "off"
    REQUIRED = "required"


def _json(data_class: str | None = None) -> Column:  # type: ignore[type-arg]
    return Column(JSON, nullable=False, info={"data_class": data_class} if data_class else {})


class Organisation(Table, table=True):
    """The controller of the data. `name` holds a text for each of fi, sv and en."""

    __tablename__ = "organisation_organisation"
    __data_class__: ClassVar[str] = "organisation.public"

    id: UUID = new_id()
    slug: str = Field(unique=True)
    name: dict[str, str] = Field(sa_column=_json())
    contact: str = ""


class Unit(Table, table=True):
    """A team within an organisation."""

    __tablename__ = "organisation_unit"
    __data_class__: ClassVar[str] = "organisation.public"

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id", index=True)
    name: dict[str, str] = Field(sa_column=_json())


class Line(Table, table=True):
    """One chat service. Texts hold fi, sv and en; `hours` are promised in Helsinki wall time.

    `topics`: [{"key": "mood", "fi": "Paha olo", "sv": …, "en": …}]
    `hours`: [{"weekday": 1–7 (Monday = 1), "opens": "15:00", "closes": "17:00"}], "24:00" allowed
    `languages`: codes in which responders answer.
    `ended_on`: the last day, of a pilot that ended; `next_line_id` is where its visitors turn then.
    """

    __tablename__ = "organisation_line"
    __data_class__: ClassVar[str] = "organisation.public"

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id", index=True)
    unit_id: UUID | None = Field(default=None, foreign_key="organisation_unit.id")
    slug: str = Field(unique=True)
    position: int = 0
    is_live: bool = True
    name: dict[str, str] = Field(sa_column=_json())
    audience: dict[str, str] = Field(sa_column=_json())
    description: dict[str, str] = Field(sa_column=_json())
    who_answers: dict[str, str] = Field(sa_column=_json())
    age_min: int | None = None
    age_max: int | None = None
    region_rule: RegionRule = closed(RegionRule, RegionRule.ANYONE)
    municipalities: list[str] = Field(default_factory=list, sa_column=_json())
    languages: list[str] = Field(default_factory=lambda: ["fi"], sa_column=_json())
    topics: list[dict[str, str]] = Field(default_factory=list, sa_column=_json())
    hours: list[dict[str, str | int]] = Field(default_factory=list, sa_column=_json())
    pilot_ends: date | None = None
    ended_on: date | None = None
    next_line_id: UUID | None = Field(default=None, foreign_key="organisation_line.id")
    sealing: Sealing = closed(Sealing, Sealing.REQUIRED)
    places_each: int = 3

    def has_ended(self, day: date) -> bool:
        """Whether the line's last day has passed: its page then leads on, kindly (R77)."""
        return self.ended_on is not None and self.ended_on < day


class Worker(Table, table=True):
    """Anyone with an account. Visitors see `shown_as`: a first name or a profession (R69)."""

    __tablename__ = "organisation_worker"
    __data_class__: ClassVar[str] = "worker.account"

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id", index=True)
    email: str = Field(unique=True)
    name: str
    shown_as: str
    language: str = "fi"
    is_active: bool = True
    password_hash: str | None = classed("worker.secret", None)
    oidc_subject: str | None = classed("worker.secret", None, unique=True)
    created_at: datetime = moment(default_factory=clock.now)
    closed_at: datetime | None = moment(None)


class WorkerRole(Table, table=True):
    """A role that a worker holds in the organisation."""

    __tablename__ = "organisation_worker_role"
    __data_class__: ClassVar[str] = "worker.account"
    __table_args__ = (UniqueConstraint("worker_id", "role"),)

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    role: Role = closed(Role)


class LineMember(Table, table=True):
    """A worker belongs to a line's team."""

    __tablename__ = "organisation_line_member"
    __data_class__: ClassVar[str] = "worker.account"
    __table_args__ = (UniqueConstraint("worker_id", "line_id"),)

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id", index=True)
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)


class WorkerProfession(Table, table=True):
    """What a worker is by profession: a key of the policy's list."""

    __tablename__ = "organisation_worker_profession"
    __data_class__: ClassVar[str] = "worker.account"
    __table_args__ = (UniqueConstraint("worker_id", "profession"),)

    id: UUID = new_id()
    worker_id: UUID = Field(foreign_key="organisation_worker.id")
    profession: str


class Invitation(Table, table=True):
    """An invitation to become a worker: one use, by a token of which only the hash is kept.

    `invited_by` is empty for the first worker, whom the command line invites.
    """

    __tablename__ = "organisation_invitation"
    __data_class__: ClassVar[str] = "organisation.invitation"

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id", index=True)
    email: str
    name: str = ""
    role: Role = closed(Role)
    line_ids: list[str] = Field(default_factory=list, sa_column=_json())
    token_hash: str = classed("worker.secret", unique=True)
    invited_by: UUID | None = Field(default=None, foreign_key="organisation_worker.id")
    expires_at: datetime = moment()
    accepted_at: datetime | None = moment(None)

    @property
    def is_open(self) -> bool:
        """Whether it may still be accepted."""
        return self.accepted_at is None and self.expires_at > clock.now()
