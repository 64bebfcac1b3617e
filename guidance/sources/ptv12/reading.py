"""Read records of version 12 into the directory's own words."""

# ruff: noqa: N815  the catalogue's own names

from collections.abc import Iterator
from typing import Any, Literal
from uuid import UUID

from guidance.said import Contact, Text
from guidance.schemas import ChannelKind, Known, SourceSystem, Status, TermKind
from guidance.sources.ptv12.hours import ServiceHours, periods
from guidance.sources.ptv12.shapes import (
    Area,
    ChannelWords,
    Charge,
    DescriptionRecord,
    Lang,
    Location,
    Part,
    Phone,
    Plain,
    Record,
    ServiceRecord,
    ServiceWords,
    Street,
)
from guidance.sources.words import (
    Names,
    Read,
    ReadChannel,
    ReadConnection,
    ReadDescription,
    ReadGone,
    Reading,
    ReadProvider,
    ReadService,
    Unfit,
)

CHARGES = {"Free": Known.YES, "Charged": Known.NO, "ExtraCharge": Known.NO}
PHONES = {
    "DomesticPhone": ChannelKind.PHONE,
    "InternationalPhone": ChannelKind.PHONE,
    "Sms": ChannelKind.SMS,
    "Fax": None,
}
FORMS = frozenset({"EService", "PrintableForm"})
TERM_FIELDS = (
    ("serviceClasses", TermKind.SERVICE_CLASS),
    ("targetGroups", TermKind.TARGET_GROUP),
    ("lifeEvents", TermKind.LIFE_EVENT),
    ("ontologyTerms", TermKind.ONTOLOGY),
)


class ChannelRecord(Record):
    serviceChannelType: Literal[
        "EService", "TelephoneService", "PrintableForm", "ServiceLocation", "WebPage"
    ]
    languageVersions: dict[Lang, ChannelWords]
    location: Location | None = None
    serviceHours: ServiceHours | None = None


class OrganizationWords(Part):
    name: Plain = ""
    summary: Plain | None = None
    description: Plain | None = None


class OrganizationRecord(Record):
    languageVersions: dict[Lang, OrganizationWords]
    businessId: str | None = None


class ConnectionWords(Part):
    description: Plain | None = None
    chargeTypeAdditionalInformation: Plain | None = None


class ConnectionRecord(Part):
    serviceContentId: UUID
    channelContentId: UUID
    archivedAt: str | None = None
    publishedAt: str | None = None
    chargeType: Charge | None = None
    languageVersions: dict[Lang, ConnectionWords] | None = None
    serviceHours: ServiceHours | None = None


def read(value: dict[str, Any]) -> Reading:
    """Read one record; which kind it is shows in its keys. Raises `Unfit`."""
    return Reading(SourceSystem.PTV12, _read(value))


def _read(value: dict[str, Any]) -> Read:
    if "serviceContentId" in value:
        return _connection(ConnectionRecord.model_validate(value))
    if "languageVersions" not in value or value.get("archivedAt"):
        return ReadGone(str(Record.model_validate(value).contentId))
    if "serviceChannelType" in value:
        return _channel(ChannelRecord.model_validate(value))
    if "organizationType" in value or "businessId" in value:
        return _provider(OrganizationRecord.model_validate(value))
    if "organizationContentId" in value:
        return _service(ServiceRecord.model_validate(value))
    return _description(DescriptionRecord.model_validate(value))


def _texts(told: dict[Lang, ServiceWords]) -> dict[str, Text]:
    named = {lang: words for lang, words in told.items() if words.name}
    if not named:
        raise Unfit("The service has no name.", "languageVersions")
    return {lang: _text(words) for lang, words in named.items()}


def _text(words: ServiceWords) -> Text:
    return Text(
        words.name,
        words.summary or "",
        words.description or "",
        words.userInstructions or "",
        " ".join(words.freelyAssignedKeywords or []),
        words.alternativeName or "",
        words.conditions or "",
        words.chargeTypeAdditionalInformation or "",
    )


def _service(record: ServiceRecord) -> ReadService:
    municipalities, whole_areas = _area(record.area)
    return ReadService(
        external_id=str(record.contentId),
        status=Status.PUBLISHED,
        texts=_texts(record.languageVersions),
        provider_id=str(record.organizationContentId or ""),
        free_of_charge=CHARGES.get(record.chargeType or "", Known.UNKNOWN),
        municipalities={one: {} for one in municipalities},
        whole_areas=tuple(whole_areas),
        terms=_terms(record),
        languages=tuple(record.serviceLanguages or ()),
        description_id=str(record.generalDescriptionContentId or ""),
        revision=record.publishedAt or "",
    )


def _area(area: Area | None) -> tuple[list[str], list[tuple[str, str]]]:
    """Give the municipalities of an area, and the regions and counties that stand for more."""
    if area is None or area.areaType != "LimitedArea":
        return [], []
    regions = [("region", one) for one in area.regions or []]
    counties = [("county", one) for one in area.wellbeingServicesCounties or []]
    return area.municipalities or [], regions + counties


def _terms(record: ServiceRecord | DescriptionRecord) -> tuple[tuple[str, TermKind, Names], ...]:
    return tuple(
        (code, kind, {}) for name, kind in TERM_FIELDS for code in getattr(record, name) or []
    )


def _description(record: DescriptionRecord) -> ReadDescription:
    return ReadDescription(
        str(record.contentId),
        Status.PUBLISHED,
        _texts(record.languageVersions),
        CHARGES.get(record.chargeType or "", Known.UNKNOWN),
        _terms(record),
        record.publishedAt or "",
    )


def _provider(record: OrganizationRecord) -> ReadProvider:
    told = record.languageVersions
    names: Names = {lang: words.name for lang, words in told.items() if words.name}
    if not names:
        raise Unfit("The organisation has no name.", "languageVersions")
    about = {lang: words.description or words.summary or "" for lang, words in told.items()}
    return ReadProvider(
        str(record.contentId),
        Status.PUBLISHED,
        names,
        {lang: text for lang, text in about.items() if text},
        record.businessId or "",
        revision=record.publishedAt or "",
    )


def _connection(record: ConnectionRecord) -> ReadConnection:
    told = record.languageVersions or {}
    return ReadConnection(
        str(record.serviceContentId),
        str(record.channelContentId),
        {lang: words.description for lang, words in told.items() if words.description},
        CHARGES.get(record.chargeType or "", Known.UNKNOWN),
        periods(record.serviceHours),
        Status.WITHDRAWN if record.archivedAt else Status.PUBLISHED,
        record.publishedAt or "",
    )


def _channel(record: ChannelRecord) -> ReadChannel:
    told = record.languageVersions
    names: Names = {lang: _channel_name(words) for lang, words in told.items() if words.name}
    if not names:
        raise Unfit("The channel has no name.", "languageVersions")
    found: dict[tuple[ChannelKind, str], Contact] = {}
    for one in _contacts(record):
        found.setdefault((one.kind, one.address or f"{one.street} {one.postal_code}"), one)
    return ReadChannel(
        str(record.contentId),
        Status.PUBLISHED,
        names,
        tuple(found.values()),
        periods(record.serviceHours),
        revision=record.publishedAt or "",
    )


def _channel_name(words: ChannelWords) -> str:
    return (words.alternativeName if words.isAlternativeNamePrimary else "") or words.name


def _contacts(record: ChannelRecord) -> Iterator[Contact]:
    streets = (record.location.streetAddresses or []) if record.location else []
    yield from (_place(one) for one in streets)
    kind = ChannelKind.FORM if record.serviceChannelType in FORMS else ChannelKind.WEB
    for lang, words in record.languageVersions.items():
        yield from _phones(words.contactPhoneNumbers or [], lang)
        for mail in words.contactEmails or []:
            address = mail if isinstance(mail, str) else mail.email
            if address:
                yield Contact(ChannelKind.EMAIL, address)
        for page in [*(words.contactWebPages or []), *([words.webPage] if words.webPage else [])]:
            yield Contact(kind, page.url, note={lang: page.name} if page.name else {})
        if words.url:
            yield Contact(kind, words.url)


def _phones(told: list[Phone], lang: str) -> Iterator[Contact]:
    for phone in told:
        if (kind := PHONES[phone.type]) is None:
            continue
        note = {lang: phone.additionalInformation} if phone.additionalInformation else {}
        free = CHARGES.get(phone.chargeType or "", Known.UNKNOWN)
        yield Contact(kind, _number(phone), free_of_charge=free, note=note)


def _number(phone: Phone) -> str:
    code = (phone.dialCode or "").strip()
    return f"{code}{phone.number.removeprefix('0')}" if code else phone.number


def _place(street: Street) -> Contact:
    name = street.streetName.get("fi") or next(filter(None, street.streetName.values()), "")
    offices = street.postOffice or {}
    where = street.coordinates[0].degrees if street.coordinates else (None, None)
    return Contact(
        ChannelKind.PLACE,
        street=f"{name} {street.addressDetail or ''}".strip(),
        postal_code=street.postalCode or "",
        post_office=offices.get("fi") or next(filter(None, offices.values()), "") or "",
        municipality=street.municipality or "",
        latitude=where[0],
        longitude=where[1],
    )
