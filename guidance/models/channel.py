"""Ways to reach a service."""

from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from core.db import Table, closed, new_id
from guidance.models.columns import CHANNEL, SERVICE, json_column, pointing_at
from guidance.schemas import AddressVisibility, ChannelKind


class Channel(Table, table=True):
    """One way to reach a service. `address` is a number or a web address; a place has a street."""

    __tablename__ = "guidance_channel"
    __data_class__: ClassVar[str] = "guidance.directory"

    id: UUID = new_id()
    kind: ChannelKind = closed(ChannelKind)
    name: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    address: str = ""
    street: str = ""
    postal_code: str = ""
    post_office: str = ""
    visibility: AddressVisibility = closed(AddressVisibility, AddressVisibility.FULL)
    note: dict[str, str] = Field(default_factory=dict, sa_column=json_column())


class Connection(Table, table=True):
    """A service is reached by a channel."""

    __tablename__ = "guidance_connection"
    __data_class__: ClassVar[str] = "guidance.directory"

    service_id: UUID = Field(sa_column=pointing_at(SERVICE, primary_key=True))
    channel_id: UUID = Field(sa_column=pointing_at(CHANNEL, primary_key=True))
    position: int = 0
