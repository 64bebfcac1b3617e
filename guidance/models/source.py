"""What came from other systems, as it came."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field

from core import clock
from core.db import Table, closed, moment, new_id
from guidance.models.columns import CHANNEL, SERVICE, json_column, nullable_json, pointing_at
from guidance.schemas import AddressVisibility, ChannelKind, RecordKind, SourceSystem


class SourceRecord(Table, table=True):
    """The record of another system exactly as it came. What a channel gave is in `SourceChannel`.

    `revision` is when the other system says that it was changed; `builds_on` names the general
    description of a service.
    `differs` means that the other system has news that an entry edited here has not taken over.
    """

    __tablename__ = "guidance_source_record"
    __data_class__: ClassVar[str] = "guidance.source"
    __table_args__ = (UniqueConstraint("system", "kind", "external_id"),)

    id: UUID = new_id()
    system: SourceSystem = closed(SourceSystem)
    kind: RecordKind = closed(RecordKind)
    external_id: str
    service_id: UUID | None = Field(default=None, sa_column=pointing_at(SERVICE, nullable=True))
    provider_id: UUID | None = Field(default=None, foreign_key="guidance_provider.id", index=True)
    revision: str = ""
    is_archived: bool = False
    builds_on: str = Field(default="", index=True)
    sha256: str
    fetched_at: datetime = moment()
    payload: str = Field(sa_column=Column(Text, nullable=False))
    differs: bool = False


class Overlay(Table, table=True):
    """What somebody here wrote over one field of an imported entry.

    `base` is what the other system said then: when it says something else now, the two and ours
    stand beside each other until an editor chooses. `field` is a path such as "texts.fi.summary".
    """

    __tablename__ = "guidance_overlay"
    __data_class__: ClassVar[str] = "guidance.directory"

    service_id: UUID = Field(sa_column=pointing_at(SERVICE, primary_key=True))
    field: str = Field(primary_key=True)
    value: Any = Field(sa_column=nullable_json())
    base: Any = Field(sa_column=nullable_json())
    written_at: datetime = moment(default_factory=clock.now)


class Withheld(Table, table=True):
    """How much is told of a way that came from elsewhere, where an editor says other than it does.

    Channels are made anew when their record is read again, so it is known by its record, its kind
    and its `address`; that is "" for all places of the record, whose street may be spelled
    otherwise next time. `theirs` is how much the other system tells.
    """

    __tablename__ = "guidance_withheld"
    __data_class__: ClassVar[str] = "guidance.directory"

    source_id: UUID = Field(sa_column=pointing_at("guidance_source_record.id", primary_key=True))
    kind: ChannelKind = closed(ChannelKind, primary_key=True)
    address: str = Field(primary_key=True)
    visibility: AddressVisibility = closed(AddressVisibility)
    theirs: AddressVisibility = closed(AddressVisibility)


class SourceLink(Table, table=True):
    """One record of another system named another: a service its channel, or a channel its service.

    Kept even while one of the two has not come yet, so that files may come in any order, and as
    long as one of the two still says so. `told` is what is said of the two together.
    """

    __tablename__ = "guidance_source_link"
    __data_class__: ClassVar[str] = "guidance.source"

    system: SourceSystem = closed(SourceSystem, primary_key=True)
    service_external_id: str = Field(primary_key=True)
    channel_external_id: str = Field(primary_key=True, index=True)
    by_service: bool = False
    by_channel: bool = False
    told: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())


class SourceChannel(Table, table=True):
    """A channel made from a source record: one record may give a place, phones and pages."""

    __tablename__ = "guidance_source_channel"
    __data_class__: ClassVar[str] = "guidance.source"

    source_id: UUID = Field(sa_column=pointing_at("guidance_source_record.id", primary_key=True))
    channel_id: UUID = Field(sa_column=pointing_at(CHANNEL, primary_key=True))
    position: int = 0
