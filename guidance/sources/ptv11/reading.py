"""Read records of version 11 into the directory's own words."""

from typing import Any

from guidance.hours import ANY_DAY, DAY, Period, Span
from guidance.said import Contact, Text
from guidance.schemas import ChannelKind, HoursKind, Known, SourceSystem, Status, TermKind
from guidance.sources.ptv11.shapes import (
    Area,
    ChannelRecord,
    Connected,
    OpeningHour,
    Organised,
    Phone,
    ServiceHour,
    ServiceRecord,
    Word,
)
from guidance.sources.words import ReadChannel, ReadConnection, Reading, ReadService, Unfit

LANGS = ("fi", "sv", "en")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TERM_FIELDS = (
    ("serviceClasses", TermKind.SERVICE_CLASS),
    ("targetGroups", TermKind.TARGET_GROUP),
    ("lifeEvents", TermKind.LIFE_EVENT),
)
CHARGES = {"FreeOfCharge": Known.YES, "Chargeable": Known.NO}
FORMS = frozenset({"EChannel", "PrintableForm"})
PHONES = {"Phone": ChannelKind.PHONE, "Sms": ChannelKind.SMS, "Fax": None}
WITHDRAWN = frozenset({"Deleted", "Archived", "Removed"})


def read(value: dict[str, Any]) -> Reading:
    """Read one record. Raises `Unfit`."""
    if "serviceChannelType" in value or "serviceChannelNames" in value:
        return Reading(SourceSystem.PTV11, _channel(ChannelRecord.model_validate(value)))
    return Reading(SourceSystem.PTV11, _service(ServiceRecord.model_validate(value)))


def _service(record: ServiceRecord) -> ReadService:
    names = _by_lang(record.serviceNames, "Name")
    if not names:
        raise Unfit("The service has no name.", "serviceNames")
    told = record.serviceDescriptions or []
    summary, description, instruction, fees = (
        _by_lang(told, one)
        for one in ("Summary", "Description", "UserInstruction", "ChargeTypeAdditionalInfo")
    )
    keywords, conditions = _keywords(record.keywords or []), _by_lang(record.requirements)
    other_names = _by_lang(record.serviceNames, "AlternativeName")
    return ReadService(
        external_id=str(record.id),
        status=_status(record.publishingStatus),
        texts={
            lang: Text(
                name,
                summary.get(lang, ""),
                description.get(lang, ""),
                instruction.get(lang, ""),
                keywords.get(lang, ""),
                other_names.get(lang, ""),
                conditions.get(lang, ""),
                fees.get(lang, ""),
            )
            for lang, name in names.items()
        },
        provider=_provider(record.organizations or []),
        free_of_charge=_free(record.serviceChargeType),
        municipalities=_municipalities(record.areas) if record.areaType == "LimitedType" else {},
        terms=tuple(_terms(record)),
        languages=tuple(record.languages or []),
        channels=tuple(
            _connection(str(record.id), str(one.serviceChannel.id), one)
            for one in record.serviceChannels or []
        ),
        revision=record.modified,
    )


def _channel(record: ChannelRecord) -> ReadChannel:
    names = _by_lang(record.serviceChannelNames, "Name")
    if not names:
        raise Unfit("The channel has no name.", "serviceChannelNames")
    return ReadChannel(
        external_id=str(record.id),
        status=_status(record.publishingStatus),
        name=names,
        contacts=(*_places(record), *_phones(record), *_mails(record), *_pages(record)),
        periods=_all_periods(record.serviceHours),
        services=tuple(
            _connection(str(one.service.id), str(record.id), one) for one in record.services or []
        ),
        revision=record.modified,
    )


def _connection(service: str, channel: str, said: Connected) -> ReadConnection:
    return ReadConnection(
        service,
        channel,
        _three(_by_lang(said.description)),
        _free(said.serviceChargeType),
        _all_periods(said.serviceHours),
    )


def _all_periods(hours: list[ServiceHour] | None) -> tuple[Period, ...]:
    return tuple(period for hour in hours or [] for period in _periods(hour))


def _by_lang(told: list[Word] | None, kind: str = "") -> dict[str, str]:
    fitting = [one for one in told or [] if not kind or one.type == kind]
    return {one.language: one.value.strip() for one in fitting if one.value and one.value.strip()}


def _keywords(told: list[Word]) -> dict[str, str]:
    langs = {one.language for one in told}
    return {
        lang: " ".join(one.value or "" for one in told if one.language == lang) for lang in langs
    }


def _status(said: str) -> Status:
    if said in WITHDRAWN:
        return Status.WITHDRAWN
    return Status.PUBLISHED if said == "Published" else Status.DRAFT


def _free(said: str | None) -> Known:
    return CHARGES.get(said or "", Known.UNKNOWN)


def _provider(organised: list[Organised]) -> dict[str, str]:
    responsible = [
        one.organization.name
        for one in organised
        if one.roleType == "Responsible" and one.organization.name
    ]
    return {"fi": responsible[0]} if responsible else {}


def _municipalities(areas: list[Area] | None) -> dict[str, dict[str, str]]:
    named = [one for area in areas or [] for one in area.municipalities or [] if one.code]
    return {one.code: _three(_by_lang(one.name)) or {"fi": one.code} for one in named if one.code}


def _terms(record: ServiceRecord) -> list[tuple[str, TermKind, dict[str, str]]]:
    return [
        (one.code, kind, _three(_by_lang(one.name)))
        for attribute, kind in TERM_FIELDS
        for one in getattr(record, attribute) or []
        if one.code
    ]


def _three(names: dict[str, str]) -> dict[str, str]:
    return {lang: names[lang] for lang in LANGS if lang in names}


def _phones(record: ChannelRecord) -> list[Contact]:
    found: dict[str, Contact] = {}
    for phone in record.phoneNumbers or []:
        kind = PHONES[phone.type]
        if kind is None or not phone.number:
            continue
        number = _number(phone)
        note = {phone.language: phone.additionalInformation} if phone.additionalInformation else {}
        free = _free(phone.serviceChargeType)
        found.setdefault(f"{kind}{number}", Contact(kind, number, free_of_charge=free, note=note))
    return list(found.values())


def _number(phone: Phone) -> str:
    own = phone.number or ""
    return own if phone.isFinnishServiceNumber else f"{phone.prefixNumber or ''}{own}"


def _mails(record: ChannelRecord) -> list[Contact]:
    written = dict.fromkeys(one.value for one in record.emails or [] if one.value)
    return [Contact(ChannelKind.EMAIL, one) for one in written]


def _pages(record: ChannelRecord) -> list[Contact]:
    found: dict[str, Contact] = {}
    kind = ChannelKind.FORM if record.serviceChannelType in FORMS else ChannelKind.WEB
    for page in record.webPages or []:
        note = {page.language: page.value} if page.value else {}
        found.setdefault(page.url, Contact(kind, page.url, note=note))
    return list(found.values())


def _places(record: ChannelRecord) -> list[Contact]:
    streets = [
        one.streetAddress
        for one in record.addresses or []
        if one.type == "Location" and one.streetAddress
    ]
    return [
        Contact(
            ChannelKind.PLACE,
            street=f"{_first(one.street)} {one.streetNumber or ''}".strip(),
            postal_code=one.postalCode or "",
            post_office=_first(one.postOffice).title(),
            municipality=(one.municipality.code or "") if one.municipality else "",
            latitude=one.degrees[0] if one.degrees else None,
            longitude=one.degrees[1] if one.degrees else None,
        )
        for one in streets
    ]


def _first(told: list[Word] | None) -> str:
    texts = _by_lang(told)
    return texts.get("fi") or next(iter(texts.values()), "")


def _periods(hour: ServiceHour) -> list[Period]:
    first, last = hour.first, hour.last
    if hour.isClosed:
        return [Period(HoursKind.EXCEPTION, (), first, last)]
    kind = _hours_kind(hour)
    spans = _all_days(kind) if hour.isAlwaysOpen else _spans(hour, kind)
    if kind is not HoursKind.ALWAYS and not spans:
        return []
    return [Period(kind, spans, first, last, by_appointment=hour.isReservation)]


def _hours_kind(hour: ServiceHour) -> HoursKind:
    if hour.serviceHourType == "Exceptional":
        return HoursKind.EXCEPTION
    return HoursKind.ALWAYS if hour.isAlwaysOpen else HoursKind.WEEKLY


def _all_days(kind: HoursKind) -> tuple[Span, ...]:
    return (Span(ANY_DAY, 0, DAY),) if kind is HoursKind.EXCEPTION else ()


def _spans(hour: ServiceHour, kind: HoursKind) -> tuple[Span, ...]:
    found: list[Span] = []
    for one in hour.openingHour or []:
        opens, closes = _clock(one.from_), _clock(one.to)
        if one.dayFrom:
            found.append(_span(one, opens, closes))
        elif kind is HoursKind.EXCEPTION:
            ends = closes if closes > opens else closes + DAY
            found.append(Span(ANY_DAY, opens, ends))
    return tuple(found)


def _span(one: OpeningHour, opens: int, closes: int) -> Span:
    first = WEEKDAYS.index(one.dayFrom or "Monday")
    last = WEEKDAYS.index(one.dayTo) if one.dayTo else first
    ends = closes + DAY * ((last - first) % 7)
    return Span(first + 1, opens, ends if ends > opens else ends + DAY)


def _clock(said: str) -> int:
    return int(said[:2]) * 60 + int(said[3:5])
