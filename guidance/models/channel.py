"""Ways to reach a service."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from core.db import Table, closed, new_id
from guidance.models.columns import CHANNEL, SERVICE, json_column, pointing_at
from guidance.schemas import AddressVisibility, ChannelKind, Known


class Channel(Table, table=True):
    """One way to reach a service. `address` is a number, a web or e-mail address.

    A place has a street and may have coordinates (WGS 84), both or none.
    """

    __tablename__ = "guidance_channel"
    __data_class__: ClassVar[str] = "guidance.directory"
    __table_args__ = (
        CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)", name="guidance_channel_coordinates"
        ),
    )

    id: UUID = new_id()
    kind: ChannelKind = closed(ChannelKind)
    name: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    address: str = ""
    street: str = ""
    postal_code: str = ""
    post_office: str = ""
    visibility: AddressVisibility = closed(AddressVisibility, AddressVisibility.FULL)
    municipality: str = ""
    latitude: float | None = None
    longitude: float | None = None
    free_of_charge: Known = closed(Known, Known.UNKNOWN)
    note: dict[str, str] = Field(default_factory=dict, sa_column=json_column())


class Connection(Table, table=True):
    """A service is reached by a channel; `note` and `free_of_charge` are said of the two together.

    Hours of the two together stand in `Hours`.
    """

    __tablename__ = "guidance_connection"
    __data_class__: ClassVar[str] = "guidance.directory"

    service_id: UUID = Field(sa_column=pointing_at(SERVICE, primary_key=True))
    channel_id: UUID = Field(sa_column=pointing_at(CHANNEL, primary_key=True))
    position: int = 0
    free_of_charge: Known = closed(Known, Known.UNKNOWN)
    note: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
