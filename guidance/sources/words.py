"""What a record of another system says, in the directory's own words."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from guidance.hours import Period
from guidance.said import Contact, Room, Text
from guidance.schemas import (
    Known,
    RecordKind,
    SourceSystem,
    Status,
    TermKind,
)

Names = dict[str, str]


class Unfit(Exception):
    """A record cannot be taken: `place` is the field, `reason` a short English sentence."""

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place


@dataclass(frozen=True)
class ReadService:
    """A service. `facts` are other columns of ours that the system speaks of, such as ages.

    `whole_areas` are codes of regions and counties whose municipalities the directory knows.
    `channels` names records of channels; `provider_id` the record of who runs it. `periods` is None
    when the system tells hours of channels only, `rooms` when it tells of no room; each room comes
    with when it was told.
    """

    external_id: str
    status: Status
    texts: dict[str, Text]
    provider: Names = field(default_factory=dict)
    provider_id: str = ""
    free_of_charge: Known = Known.UNKNOWN
    municipalities: dict[str, Names] = field(default_factory=dict)
    whole_areas: tuple[tuple[str, str], ...] = ()
    terms: tuple[tuple[str, TermKind, Names], ...] = ()
    languages: tuple[str, ...] = ()
    channels: tuple["ReadConnection", ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    periods: tuple[Period, ...] | None = None
    rooms: tuple[tuple[Room, datetime | None], ...] | None = None
    description_id: str = ""
    revision: str = ""
    kind: RecordKind = RecordKind.SERVICE


@dataclass(frozen=True)
class ReadChannel:
    """A channel: place, phones and pages share one set of hours."""

    external_id: str
    status: Status
    name: Names
    contacts: tuple[Contact, ...] = ()
    periods: tuple[Period, ...] = ()
    services: tuple["ReadConnection", ...] = ()
    revision: str = ""
    kind: RecordKind = RecordKind.CHANNEL


@dataclass(frozen=True)
class ReadConnection:
    """A service is reached by a channel; hours and note are those of the two together."""

    service: str
    channel: str
    note: Names = field(default_factory=dict)
    free_of_charge: Known = Known.UNKNOWN
    periods: tuple[Period, ...] = ()
    status: Status = Status.PUBLISHED
    revision: str = ""
    kind: RecordKind = RecordKind.CONNECTION

    @property
    def external_id(self) -> str:
        """Name the two together."""
        return f"{self.service}/{self.channel}"


@dataclass(frozen=True)
class ReadProvider:
    """An organisation that runs services."""

    external_id: str
    status: Status
    name: Names
    description: Names = field(default_factory=dict)
    business_id: str = ""
    email: str = ""
    phone: str = ""
    web_url: str = ""
    revision: str = ""
    kind: RecordKind = RecordKind.PROVIDER


@dataclass(frozen=True)
class ReadDescription:
    """A general description, on which services of one kind build; its charge goes before theirs."""

    external_id: str
    status: Status
    texts: dict[str, Text]
    free_of_charge: Known = Known.UNKNOWN
    terms: tuple[tuple[str, TermKind, Names], ...] = ()
    revision: str = ""
    kind: RecordKind = RecordKind.DESCRIPTION


@dataclass(frozen=True)
class ReadGone:
    """A record that its system archived; its kind is not told."""

    external_id: str
    status: Status = Status.WITHDRAWN
    revision: str = ""
    kind: RecordKind | None = None


Read = ReadService | ReadChannel | ReadConnection | ReadProvider | ReadDescription | ReadGone


@dataclass(frozen=True)
class Reading:
    """What one record gives: of which system it is, itself, and what it holds within."""

    system: SourceSystem
    main: Read
    parts: tuple[Read, ...] = ()
