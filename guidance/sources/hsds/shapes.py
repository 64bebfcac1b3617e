"""The shapes of the Human Services Data Specification 3.1: what is used of them, strictly."""

from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from guidance.sources.geography import ELSEWHERE, is_in_finland
from guidance.sources.plain import LONGEST_TEXT, plain

Plain = Annotated[str, AfterValidator(plain)]
Address = Annotated[str, Field(pattern=r"^(https?://.*)?$", max_length=2_000)]
EXTENSION = "x_rinnalla"
AWAY = "temporarily closed"


class Part(BaseModel):
    """A part of a record: what the directory does not use is left alone."""

    model_config = ConfigDict(
        extra="ignore",
        frozen=True,
        str_max_length=LONGEST_TEXT,
        defer_build=True,  # most processes read no record
    )


class Phone(Part):
    number: str = Field(min_length=1, max_length=60)
    type: str | None = None
    description: Plain | None = None


class PostalAddress(Part):
    address_1: Plain = ""
    city: Plain = ""
    postal_code: str = ""
    address_type: str = "physical"


class Location(Part):
    id: UUID
    location_type: Literal["physical", "postal", "virtual"] = "physical"
    name: Plain | None = None
    url: Address | None = None
    latitude: float | None = None
    longitude: float | None = None
    addresses: list[PostalAddress] | None = None
    phones: list[Phone] | None = None
    schedules: list["Schedule"] | None = None


class Schedule(Part):
    """A weekly or monthly rule; only what our hours can say is read as hours."""

    valid_from: date | None = None
    valid_to: date | None = None
    freq: Literal["WEEKLY", "MONTHLY"] | None = None
    interval: int | None = None
    byday: str | None = None
    opens_at: time | None = None
    closes_at: time | None = None

    @model_validator(mode="after")
    def _dated(self) -> "Schedule":
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("The hours end before they begin.")
        return self


class AtLocation(Part):
    id: UUID
    location: Location | None = None
    phones: list[Phone] | None = None
    schedules: list[Schedule] | None = None


class Language(Part):
    code: str | None = None


class Cost(Part):
    amount: float | None = None


class ServiceArea(Part):
    extent: str | None = None
    extent_type: str | None = None
    name: Plain | None = None


class Term(Part):
    code: str | None = None
    name: Plain | None = None


class Attribute(Part):
    taxonomy_term: Term | None = None


class Organization(Part):
    id: UUID
    name: Plain
    description: Plain | None = None
    email: str | None = None
    website: Address | None = None


class Unit(Part):
    name: Plain = Field(min_length=1, max_length=60)


class Capacity(Part):
    """Room of one kind; the standard's own example has more of it free than there is."""

    unit: Unit
    available: float = Field(ge=0, le=1_000_000)
    maximum: float | None = Field(None, ge=0, le=1_000_000)
    description: Plain | None = None
    updated: datetime | None = None


class ServiceRecord(Part):
    id: UUID
    name: Plain = Field(min_length=1)
    status: Literal["active", "inactive", "defunct", "temporarily closed"]
    alternate_name: Plain | None = None
    description: Plain | None = None
    url: Address | None = None
    email: str | None = None
    application_process: Plain | None = None
    fees_description: Plain | None = None
    eligibility_description: Plain | None = None
    minimum_age: float | None = Field(None, ge=0, le=150)
    maximum_age: float | None = Field(None, ge=0, le=150)
    last_modified: str | None = None
    phones: list[Phone] | None = None
    schedules: list[Schedule] | None = None
    service_areas: list[ServiceArea] | None = None
    service_at_locations: list[AtLocation] | None = None
    languages: list[Language] | None = None
    organization: Organization | None = None
    cost_options: list[Cost] | None = None
    attributes: list[Attribute] | None = None
    capacities: list[Capacity] | None = None
    x_rinnalla: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _aged(self) -> "ServiceRecord":
        least, most = self.minimum_age, self.maximum_age
        if least is not None and most is not None and most < least:
            raise ValueError("The oldest age is lower than the youngest.")
        return self


def checked_place(location: Location) -> tuple[float, float] | None:
    """Give where a location is. Raises `ValueError` for the open sea and other countries."""
    if location.latitude is None or location.longitude is None:
        return None
    if not is_in_finland(location.latitude, location.longitude):
        raise ValueError(ELSEWHERE)
    return location.latitude, location.longitude
