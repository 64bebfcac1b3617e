"""The shapes of version 12 of the Finnish Service Catalogue: what is used of them, strictly.

Fields have the catalogue's own names; a channel's kind is told by `serviceChannelType`.
"""

# ruff: noqa: N815  the catalogue's own names

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from guidance.sources.geography import ELSEWHERE, degrees_of, is_in_finland
from guidance.sources.plain import LONGEST_TEXT, TIME, plain

Lang = Literal["fi", "sv", "en", "se", "smn", "sms"]
Plain = Annotated[str, AfterValidator(plain)]
Charge = Literal["Free", "Charged", "ExtraCharge"]
Said = dict[str, Plain | None]
Code = Annotated[str, Field(min_length=1, max_length=300)]


class Part(BaseModel):
    """A part of a record: what the directory does not use is left alone."""

    model_config = ConfigDict(
        extra="ignore",
        frozen=True,
        str_max_length=LONGEST_TEXT,
        defer_build=True,  # most processes read no record
    )


class Area(Part):
    """Where a service is given."""

    areaType: Literal["WholeCountry", "WholeCountryExceptAland", "LimitedArea"]
    municipalities: list[Code] | None = None
    regions: list[Code] | None = None
    wellbeingServicesCounties: list[Code] | None = None

    @model_validator(mode="after")
    def _placed(self) -> "Area":
        named = self.municipalities or self.regions or self.wellbeingServicesCounties
        if self.areaType == "LimitedArea" and not named:
            raise ValueError("A limited area names no municipality.")
        return self


class ServiceWords(Part):
    """What a service or a general description says in one language."""

    name: Plain = ""
    alternativeName: Plain | None = None
    summary: Plain | None = None
    description: Plain | None = None
    userInstructions: Plain | None = None
    conditions: Plain | None = None
    chargeTypeAdditionalInformation: Plain | None = None
    freelyAssignedKeywords: list[Plain] | None = None


class Record(Part):
    """What every record has."""

    contentId: UUID
    publishedAt: str | None = None
    archivedAt: str | None = None


class ServiceRecord(Record):
    languageVersions: dict[Lang, ServiceWords]
    organizationContentId: UUID | None = None
    generalDescriptionContentId: UUID | None = None
    targetGroups: list[Code] | None = None
    serviceClasses: list[Code] | None = None
    lifeEvents: list[Code] | None = None
    ontologyTerms: list[Code] | None = None
    chargeType: Charge | None = None
    serviceLanguages: list[str] | None = None
    area: Area | None = None
    serviceType: (
        Literal["Service", "ProfessionalQualification", "PermitOrOtherObligation"] | None
    ) = None


class DescriptionRecord(Record):
    languageVersions: dict[Lang, ServiceWords]
    chargeType: Charge | None = None
    targetGroups: list[Code] | None = None
    serviceClasses: list[Code] | None = None
    lifeEvents: list[Code] | None = None
    ontologyTerms: list[Code] | None = None


class Phone(Part):
    type: Literal["DomesticPhone", "InternationalPhone", "Sms", "Fax"]
    dialCode: str | None = None
    number: str = Field(min_length=1, max_length=40)
    chargeType: Charge | None = None
    additionalInformation: Plain | None = None


class WebPage(Part):
    url: str = Field(pattern=r"^https?://", max_length=2_000)
    name: Plain | None = None


class Mail(Part):
    email: str = Field("", max_length=320)


class ChannelWords(Part):
    """What a channel says in one language."""

    name: Plain = ""
    summary: Plain | None = None
    alternativeName: Plain | None = None
    isAlternativeNamePrimary: bool = False
    contactEmails: list[str | Mail] | None = None
    contactPhoneNumbers: list[Phone] | None = None
    contactWebPages: list[WebPage] | None = None
    webPage: WebPage | None = None
    url: str | None = Field(None, pattern=r"^(https?://.*)?$", max_length=2_000)


class Point(Part):
    """A point in Finland's own coordinates."""

    system: Literal["EPSG:3067"]
    northing: float
    easting: float

    @model_validator(mode="after")
    def _on_land(self) -> "Point":
        if not is_in_finland(*self.degrees):
            raise ValueError(ELSEWHERE)
        return self

    @property
    def degrees(self) -> tuple[float, float]:
        """Latitude and longitude (WGS 84)."""
        return degrees_of(self.northing, self.easting)


class Street(Part):
    streetName: Said
    addressDetail: str | None = None
    postalCode: str | None = Field(None, pattern=r"^(\d{5})?$")
    postOffice: Said | None = None
    municipality: str | None = None
    coordinates: list[Point] | None = None


class Location(Part):
    streetAddresses: list[Street] | None = None


class Hour(Part):
    """A stretch of a day."""

    start: str = Field(pattern=TIME)
    end: str = Field(pattern=TIME)
    openingStatus: Literal["Open", "OpenOnReservation", "Closed"] = "Open"
    repetition: Literal["Weekly", "OddWeeks", "EvenWeeks"] = "Weekly"


class Day(Part):
    hours: list[Hour] | None = None


class Week(Part):
    monday: Day | None = None
    tuesday: Day | None = None
    wednesday: Day | None = None
    thursday: Day | None = None
    friday: Day | None = None
    saturday: Day | None = None
    sunday: Day | None = None


class Holiday(Part):
    """A feast day with its hours; without any it is a closed one."""

    holidayName: Literal[
        "NewYearEve",
        "NewYearDay",
        "Epiphany",
        "MaundyThursday",
        "GoodFriday",
        "EasterSunday",
        "EasterMonday",
        "MayDayEve",
        "MayDay",
        "AscensionDay",
        "WhitSunday",
        "MidsummerEve",
        "MidsummerDay",
        "AllSaintsDay",
        "IndependenceDay",
        "ChristmasEve",
        "ChristmasDay",
        "SecondDayOfChristmas",
    ]
    hours: list[Hour] | None = None


class Repetition(Part):
    years: list[int] | None = None


class HolidayHours(Part):
    repetition: Literal["EveryYear"] | Repetition = "EveryYear"
    holidays: list[Holiday] | None = None
