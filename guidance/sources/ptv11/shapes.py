"""The shapes of the Finnish Service Catalogue, version 11: what is used of them, strictly."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from core.clock import local_day
from guidance.sources.geography import ELSEWHERE, degrees_of, is_in_finland
from guidance.sources.plain import LONGEST_TEXT, TIME, plain

Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


Charge = Literal["Chargeable", "FreeOfCharge", "Other"]


class _Part(BaseModel):
    model_config = ConfigDict(
        extra="ignore",
        frozen=True,
        str_max_length=LONGEST_TEXT,
        defer_build=True,  # most processes read no record
    )


class Word(_Part):
    """A text in one language, perhaps of a type ("Name", "Summary"…)."""

    language: str
    value: str | None = None
    type: str = ""

    @field_validator("value")
    @classmethod
    def _is_plain(cls, value: str | None) -> str | None:
        return None if value is None else plain(value)


class Coded(_Part):
    """A code with its names; ontology terms have no code."""

    code: str | None = None
    name: list[Word] | None = None


class Area(_Part):
    """An area names its municipalities."""

    type: str | None = None
    municipalities: list[Coded] | None = None


class OpeningHour(_Part):
    """A stretch of hours; `dayTo` is empty unless it runs over days."""

    dayFrom: Weekday | Literal[""] | None = None  # noqa: N815  the catalogue's own names
    dayTo: Weekday | Literal[""] | None = None  # noqa: N815
    from_: str = Field(alias="from", pattern=TIME)
    to: str = Field(pattern=TIME)


class ServiceHour(_Part):
    """A rule of hours."""

    serviceHourType: Literal["DaysOfTheWeek", "Exceptional", "OverMidnight"]  # noqa: N815
    validFrom: datetime | None = None  # noqa: N815
    validTo: datetime | None = None  # noqa: N815
    isClosed: bool = False  # noqa: N815
    isAlwaysOpen: bool = False  # noqa: N815
    isReservation: bool = False  # noqa: N815
    openingHour: list[OpeningHour] | None = None  # noqa: N815

    @model_validator(mode="after")
    def _dated(self) -> "ServiceHour":
        if self.serviceHourType == "Exceptional" and self.validFrom is None:
            raise ValueError("An exception needs its date.")
        if self.first and self.last and self.last < self.first:
            raise ValueError("The hours end before they begin.")
        return self

    @property
    def first(self) -> date | None:
        """The first day on which the rule holds."""
        return _day(self.validFrom)

    @property
    def last(self) -> date | None:
        """The last day; an exception without one holds a day."""
        return _day(self.validTo) or (self.first if self.serviceHourType == "Exceptional" else None)


class Phone(_Part):
    type: Literal["Phone", "Sms", "Fax"] = "Phone"
    prefixNumber: str | None = None  # noqa: N815
    isFinnishServiceNumber: bool = False  # noqa: N815
    number: str | None = Field(None, max_length=60)
    language: str = "fi"
    additionalInformation: str | None = None  # noqa: N815
    serviceChargeType: Charge | None = None  # noqa: N815


class WebPage(_Part):
    url: str = Field(pattern=r"^https?://", max_length=2_000)
    value: str | None = None
    language: str = "fi"


class StreetAddress(_Part):
    street: list[Word] | None = None
    streetNumber: str | None = None  # noqa: N815
    postalCode: str | None = None  # noqa: N815
    postOffice: list[Word] | None = None  # noqa: N815
    municipality: Coded | None = None
    latitude: str | None = None
    longitude: str | None = None

    @model_validator(mode="after")
    def _on_land(self) -> "StreetAddress":
        if self.degrees is not None and not is_in_finland(*self.degrees):
            raise ValueError(ELSEWHERE)
        return self

    @property
    def degrees(self) -> tuple[float, float] | None:
        """Latitude and longitude; what is called so here are northing and easting (EPSG:3067)."""
        if not self.latitude or not self.longitude:
            return None
        return degrees_of(float(self.latitude), float(self.longitude))


class Address(_Part):
    type: str | None = None
    streetAddress: StreetAddress | None = None  # noqa: N815


class Named(_Part):
    """A reference to another record."""

    id: UUID
    name: str | None = None


class Connected(_Part):
    """What is said of a service and a channel together."""

    serviceHours: list[ServiceHour] | None = None  # noqa: N815
    description: list[Word] | None = None
    serviceChargeType: Charge | None = None  # noqa: N815


class ChannelOfService(Connected):
    serviceChannel: Named  # noqa: N815


class ServiceOfChannel(Connected):
    service: Named


class Organised(_Part):
    organization: Named
    roleType: str = ""  # noqa: N815


class ServiceRecord(_Part):
    id: UUID
    serviceNames: list[Word]  # noqa: N815
    serviceDescriptions: list[Word] | None = None  # noqa: N815
    serviceChargeType: Charge | None = None  # noqa: N815
    areaType: Literal["Nationwide", "NationwideExceptAlandIslands", "LimitedType"] | None = None  # noqa: N815
    areas: list[Area] | None = None
    languages: list[str] | None = None
    keywords: list[Word] | None = None
    requirements: list[Word] | None = None
    serviceClasses: list[Coded] | None = None  # noqa: N815
    targetGroups: list[Coded] | None = None  # noqa: N815
    lifeEvents: list[Coded] | None = None  # noqa: N815
    serviceChannels: list[ChannelOfService] | None = None  # noqa: N815
    organizations: list[Organised] | None = None
    publishingStatus: str = "Published"  # noqa: N815
    modified: str = ""

    @model_validator(mode="after")
    def _placed(self) -> "ServiceRecord":
        named = [one.code for area in self.areas or [] for one in area.municipalities or []]
        if self.areaType == "LimitedType" and not any(named):
            raise ValueError("A limited area names no municipality.")
        return self


class ChannelRecord(_Part):
    id: UUID
    serviceChannelType: Literal["EChannel", "WebPage", "Phone", "ServiceLocation", "PrintableForm"]  # noqa: N815
    serviceChannelNames: list[Word]  # noqa: N815
    phoneNumbers: list[Phone] | None = None  # noqa: N815
    emails: list[Word] | None = None
    webPages: list[WebPage] | None = None  # noqa: N815
    addresses: list[Address] | None = None
    serviceHours: list[ServiceHour] | None = None  # noqa: N815
    services: list[ServiceOfChannel] | None = None
    publishingStatus: str = "Published"  # noqa: N815
    modified: str = ""


def _day(said: datetime | None) -> date | None:
    """Give the day in Helsinki; without a zone it was written there.

    The catalogue writes "never" as the last moment of its calendar, which no zone moves on from.
    """
    if said is None:
        return None
    try:
        return local_day(said) if said.tzinfo else said.date()
    except OverflowError:
        return said.date()
