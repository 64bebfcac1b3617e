"""Tables of the guidance room.

A service and the channels it is reached by are apart and joined many to many, as in the Finnish
Service Catalogue. Texts stand in one row per language. Nothing in this room is about a person:
referrals are counted per day.
"""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlmodel import Field

from core import clock
from core.db import Table, closed, moment, new_id
from guidance.schemas import (
    AddressVisibility,
    ChannelKind,
    HoursKind,
    Known,
    RecordKind,
    ReferralKind,
    SourceSystem,
    Status,
    TermKind,
    TextStatus,
    WhoAnswers,
)

SERVICE = "guidance_service.id"
CHANNEL = "guidance_channel.id"

# Tokens are folded to a–z and 0–9 and searched by range, so they must sort by code point on every
# database.
BY_CODE_POINT = String().with_variant(String(collation="C"), "postgresql")


def _json() -> Column[Any]:
    return Column(JSON, nullable=False)


def _of(table_id: str, *, primary_key: bool = False, nullable: bool = False) -> Any:
    """Give a column that points at a row and goes with it."""
    key = ForeignKey(table_id, ondelete="CASCADE")
    return Column(key, primary_key=primary_key, nullable=nullable, index=not primary_key)


class Service(Table, table=True):
    """A place that helps. Without municipalities it serves the whole country.

    `organisation_id` is whose entry it is; imported ones belong to the house. `edited_at` is set
    once somebody here has changed an imported entry: from then on an import leaves it alone.
    """

    __tablename__ = "guidance_service"
    __data_class__: ClassVar[str] = "guidance.directory"
    __table_args__ = (
        CheckConstraint(
            "age_min IS NULL OR age_max IS NULL OR age_min <= age_max", name="guidance_service_ages"
        ),
    )

    id: UUID = new_id()
    organisation_id: UUID | None = Field(
        default=None, foreign_key="organisation_organisation.id", index=True
    )
    status: Status = closed(Status, Status.PUBLISHED, index=True)
    provider: dict[str, str] = Field(default_factory=dict, sa_column=_json())
    age_min: int | None = None
    age_max: int | None = None
    anonymous: Known = closed(Known, Known.UNKNOWN)
    free_of_charge: Known = closed(Known, Known.UNKNOWN)
    guardian_told: Known = closed(Known, Known.UNKNOWN)
    on_phone_bill: Known = closed(Known, Known.UNKNOWN)
    recorded: Known = closed(Known, Known.UNKNOWN)
    identity_needed: Known = closed(Known, Known.UNKNOWN)
    drop_in: Known = closed(Known, Known.UNKNOWN)
    who_answers: WhoAnswers = closed(WhoAnswers, WhoAnswers.UNKNOWN)
    languages: list[str] = Field(default_factory=list, sa_column=_json())
    verified_on: date | None = None
    edited_at: datetime | None = moment(None)
    changed_at: datetime = moment(default_factory=clock.now)


class ServiceText(Table, table=True):
    """What is said of a service in one language, as plain text; `keywords` are not shown."""

    __tablename__ = "guidance_service_text"
    __data_class__: ClassVar[str] = "guidance.directory"

    service_id: UUID = Field(sa_column=_of(SERVICE, primary_key=True))
    lang: str = Field(primary_key=True)
    name: str
    summary: str = ""
    description: str = Field(default="", sa_column=Column(Text, nullable=False))
    instruction: str = Field(default="", sa_column=Column(Text, nullable=False))
    keywords: str = Field(default="", sa_column=Column(Text, nullable=False))
    status: TextStatus = closed(TextStatus, TextStatus.ORIGINAL)


class Municipality(Table, table=True):
    """A municipality by its official number ("092" is Vantaa)."""

    __tablename__ = "guidance_municipality"
    __data_class__: ClassVar[str] = "guidance.directory"

    code: str = Field(primary_key=True)
    name: dict[str, str] = Field(sa_column=_json())


class ServiceArea(Table, table=True):
    """A municipality that a service serves."""

    __tablename__ = "guidance_service_area"
    __data_class__: ClassVar[str] = "guidance.directory"

    service_id: UUID = Field(sa_column=_of(SERVICE, primary_key=True))
    municipality: str = Field(
        primary_key=True, foreign_key="guidance_municipality.code", index=True
    )


class Term(Table, table=True):
    """A code of the national classifications with its names, learnt from what was imported."""

    __tablename__ = "guidance_term"
    __data_class__: ClassVar[str] = "guidance.directory"

    code: str = Field(primary_key=True)
    kind: TermKind = closed(TermKind)
    name: dict[str, str] = Field(sa_column=_json())


class ServiceTerm(Table, table=True):
    """A service belongs under a code."""

    __tablename__ = "guidance_service_term"
    __data_class__: ClassVar[str] = "guidance.directory"

    service_id: UUID = Field(sa_column=_of(SERVICE, primary_key=True))
    code: str = Field(primary_key=True, foreign_key="guidance_term.code", index=True)


class Channel(Table, table=True):
    """One way to reach a service. `address` is a number or a web address; a place has a street."""

    __tablename__ = "guidance_channel"
    __data_class__: ClassVar[str] = "guidance.directory"

    id: UUID = new_id()
    kind: ChannelKind = closed(ChannelKind)
    name: dict[str, str] = Field(default_factory=dict, sa_column=_json())
    address: str = ""
    street: str = ""
    postal_code: str = ""
    post_office: str = ""
    visibility: AddressVisibility = closed(AddressVisibility, AddressVisibility.FULL)
    note: dict[str, str] = Field(default_factory=dict, sa_column=_json())


class Connection(Table, table=True):
    """A service is reached by a channel."""

    __tablename__ = "guidance_connection"
    __data_class__: ClassVar[str] = "guidance.directory"

    service_id: UUID = Field(sa_column=_of(SERVICE, primary_key=True))
    channel_id: UUID = Field(sa_column=_of(CHANNEL, primary_key=True))
    position: int = 0


class Hours(Table, table=True):
    """A period of opening hours: of a service, of a channel, or (both) of a channel for a service.

    `spans`: [{"weekday": 1–7, "opens": minutes after midnight, "closes": minutes, over 1440 when
    past midnight}]. An exception without spans is a closed day. Times are those of the wall clock
    in Helsinki.
    """

    __tablename__ = "guidance_hours"
    __data_class__: ClassVar[str] = "guidance.directory"
    __table_args__ = (
        CheckConstraint(
            "service_id IS NOT NULL OR channel_id IS NOT NULL", name="guidance_hours_owner"
        ),
        CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name="guidance_hours_dates",
        ),
    )

    id: UUID = new_id()
    service_id: UUID | None = Field(default=None, sa_column=_of(SERVICE, nullable=True))
    channel_id: UUID | None = Field(default=None, sa_column=_of(CHANNEL, nullable=True))
    kind: HoursKind = closed(HoursKind)
    valid_from: date | None = None
    valid_to: date | None = None
    by_appointment: bool = False
    spans: list[dict[str, int]] = Field(default_factory=list, sa_column=_json())
    note: dict[str, str] = Field(default_factory=dict, sa_column=_json())


class SourceRecord(Table, table=True):
    """The record of another system exactly as it came. What a channel gave is in `SourceChannel`.

    `differs` means that the other system has news that an entry edited here has not taken over.
    """

    __tablename__ = "guidance_source_record"
    __data_class__: ClassVar[str] = "guidance.source"
    __table_args__ = (UniqueConstraint("system", "kind", "external_id"),)

    id: UUID = new_id()
    system: SourceSystem = closed(SourceSystem)
    kind: RecordKind = closed(RecordKind)
    external_id: str
    service_id: UUID | None = Field(default=None, sa_column=_of(SERVICE, nullable=True))
    sha256: str
    fetched_at: datetime = moment()
    payload: str = Field(sa_column=Column(Text, nullable=False))
    differs: bool = False


class SourceLink(Table, table=True):
    """One record of another system named another: a service its channel, or a channel its service.

    Kept even while one of the two has not come yet, so that files may come in any order.
    """

    __tablename__ = "guidance_source_link"
    __data_class__: ClassVar[str] = "guidance.source"

    system: SourceSystem = closed(SourceSystem, primary_key=True)
    service_external_id: str = Field(primary_key=True)
    channel_external_id: str = Field(primary_key=True, index=True)


class SourceChannel(Table, table=True):
    """A channel made from a source record: one record may give a place, phones and pages."""

    __tablename__ = "guidance_source_channel"
    __data_class__: ClassVar[str] = "guidance.source"

    source_id: UUID = Field(sa_column=_of("guidance_source_record.id", primary_key=True))
    channel_id: UUID = Field(sa_column=_of(CHANNEL, primary_key=True))


class ImportRun(Table, table=True):
    """One reading of one file."""

    __tablename__ = "guidance_import_run"
    __data_class__: ClassVar[str] = "guidance.import"

    id: UUID = new_id()
    file: str
    ran_at: datetime = moment(default_factory=clock.now, index=True)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    refused: int = 0


class RefusedRecord(Table, table=True):
    """A record that was not taken, with the place in the file and the reason."""

    __tablename__ = "guidance_refused_record"
    __data_class__: ClassVar[str] = "guidance.import"

    id: UUID = new_id()
    run_id: UUID = Field(sa_column=_of("guidance_import_run.id"))
    line: int
    external_id: str = ""
    reason: str
    place: str = ""


class Token(Table, table=True):
    """A word form by which a service is found in one language, folded to a–z and 0–9."""

    __tablename__ = "guidance_token"
    __data_class__: ClassVar[str] = "guidance.directory"
    __table_args__ = (Index("guidance_token_found", "token", "service_id", "weight"),)

    service_id: UUID = Field(sa_column=_of(SERVICE, primary_key=True))
    lang: str = Field(primary_key=True)
    token: str = Field(sa_column=Column(BY_CODE_POINT, primary_key=True))
    weight: int


class Referral(Table, table=True):
    """How many times a service was named on a line on a day.

    No conversation, no person, no hour.
    """

    __tablename__ = "guidance_referral"
    __data_class__: ClassVar[str] = "guidance.referral"
    __table_args__ = (
        UniqueConstraint("day", "line_id", "service_id", "kind"),
        CheckConstraint("n > 0", name="guidance_referral_counted"),
    )

    id: UUID = new_id()
    day: date = Field(index=True)
    line_id: UUID = Field(foreign_key="organisation_line.id", index=True)
    service_id: UUID = Field(foreign_key=SERVICE, index=True)
    service_name: str = ""
    kind: ReferralKind = closed(ReferralKind)
    n: int = 1


class WorryCount(Table, table=True):
    """How many gave an answer to a question of a worry test on a day.

    Every answer is counted apart, so that no two can be put together again. The question `done`
    counts tests, `helped` what came of reading.
    """

    __tablename__ = "guidance_worry_count"
    __data_class__: ClassVar[str] = "guidance.worry_count"
    __table_args__ = (
        UniqueConstraint("day", "test", "version", "question", "answer"),
        CheckConstraint("n > 0", name="guidance_worry_count_n"),
    )

    id: UUID = new_id()
    day: date = Field(index=True)
    test: str
    version: int
    question: str
    answer: str
    n: int = 1
