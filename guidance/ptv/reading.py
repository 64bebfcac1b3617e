"""Read records of the catalogue into the directory's own words."""

from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from guidance.hours import DAY, Period, Span
from guidance.ptv.shapes import (
    Area,
    ChannelRecord,
    OpeningHour,
    Organised,
    ServiceHour,
    ServiceRecord,
    Word,
)
from guidance.schemas import ChannelKind, HoursKind, Known, RecordKind, Status, TermKind

LANGS = ("fi", "sv", "en")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TERM_FIELDS = (
    ("serviceClasses", TermKind.SERVICE_CLASS),
    ("targetGroups", TermKind.TARGET_GROUP),
    ("lifeEvents", TermKind.LIFE_EVENT),
)
PHONES = {"Phone": ChannelKind.PHONE, "Sms": ChannelKind.SMS, "Fax": None}
WITHDRAWN = frozenset({"Deleted", "Archived", "Removed"})


@dataclass(frozen=True)
class ReadText:
    """What a service says of itself in one language."""

    name: str
    summary: str = ""
    description: str = ""
    instruction: str = ""
    keywords: str = ""


@dataclass(frozen=True)
class ReadService:
    """A service in the directory's own words."""

    external_id: str
    status: Status
    texts: dict[str, ReadText]
    provider: dict[str, str]
    free_of_charge: Known
    municipalities: dict[str, dict[str, str]]
    terms: list[tuple[str, TermKind, dict[str, str]]]
    languages: list[str]
    channels: list[str]
    kind: RecordKind = RecordKind.SERVICE


@dataclass(frozen=True)
class ReadContact:
    """One way to be reached."""

    kind: ChannelKind
    address: str = ""
    street: str = ""
    postal_code: str = ""
    post_office: str = ""
    note: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadChannel:
    """A channel in the directory's own words: place, phones and pages share one set of hours."""

    external_id: str
    status: Status
    name: dict[str, str]
    contacts: list[ReadContact]
    periods: list[Period]
    services: list[str]
    kind: RecordKind = RecordKind.CHANNEL


class Unfit(Exception):
    """A record cannot be taken: `place` is the field, `reason` a short English sentence."""

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place


def read(value: Any) -> ReadService | ReadChannel:
    """Read one record. Raises `Unfit`."""
    if not isinstance(value, dict):
        raise Unfit("This is not a record.")
    try:
        if "serviceChannelType" in value or "serviceChannelNames" in value:
            return _channel(ChannelRecord.model_validate(value))
        return _service(ServiceRecord.model_validate(value))
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Unfit(first["msg"].removeprefix("Value error, "), place) from None


def external_id(value: Any) -> str:
    """Name the record for a refusal, as far as it has a name."""
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def _service(record: ServiceRecord) -> ReadService:
    names = _by_lang(record.serviceNames, "Name")
    if not names:
        raise Unfit("The service has no name.", "serviceNames")
    told = record.serviceDescriptions or []
    summary, description, instruction = (
        _by_lang(told, one) for one in ("Summary", "Description", "UserInstruction")
    )
    keywords = _keywords(record.keywords or [])
    return ReadService(
        external_id=str(record.id),
        status=_status(record.publishingStatus),
        texts={
            lang: ReadText(
                name,
                summary.get(lang, ""),
                description.get(lang, ""),
                instruction.get(lang, ""),
                keywords.get(lang, ""),
            )
            for lang, name in names.items()
        },
        provider=_provider(record.organizations or []),
        free_of_charge=_free(record.serviceChargeType),
        municipalities=_municipalities(record.areas) if record.areaType == "LimitedType" else {},
        terms=_terms(record),
        languages=record.languages or [],
        channels=[str(one.serviceChannel.id) for one in record.serviceChannels or []],
    )


def _channel(record: ChannelRecord) -> ReadChannel:
    names = _by_lang(record.serviceChannelNames, "Name")
    if not names:
        raise Unfit("The channel has no name.", "serviceChannelNames")
    return ReadChannel(
        external_id=str(record.id),
        status=_status(record.publishingStatus),
        name=names,
        contacts=[*_places(record), *_phones(record), *_pages(record)],
        periods=[period for hour in record.serviceHours or [] for period in _periods(hour)],
        services=[str(one.service.id) for one in record.services or []],
    )


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
    return {"FreeOfCharge": Known.YES, "Chargeable": Known.NO}.get(said or "", Known.UNKNOWN)


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


def _phones(record: ChannelRecord) -> list[ReadContact]:
    found: dict[str, ReadContact] = {}
    for phone in record.phoneNumbers or []:
        kind = PHONES[phone.type]
        if kind is None or not phone.number:
            continue
        number = (
            phone.number
            if phone.isFinnishServiceNumber
            else f"{phone.prefixNumber or ''}{phone.number}"
        )
        note = {phone.language: phone.additionalInformation} if phone.additionalInformation else {}
        found.setdefault(f"{kind}{number}", ReadContact(kind, number, note=note))
    return list(found.values())


def _pages(record: ChannelRecord) -> list[ReadContact]:
    found: dict[str, ReadContact] = {}
    for page in record.webPages or []:
        note = {page.language: page.value} if page.value else {}
        found.setdefault(page.url, ReadContact(ChannelKind.WEB, page.url, note=note))
    return list(found.values())


def _places(record: ChannelRecord) -> list[ReadContact]:
    streets = [
        one.streetAddress
        for one in record.addresses or []
        if one.type == "Location" and one.streetAddress
    ]
    return [
        ReadContact(
            ChannelKind.PLACE,
            street=f"{_first(one.street)} {one.streetNumber or ''}".strip(),
            postal_code=one.postalCode or "",
            post_office=_first(one.postOffice).title(),
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
    return tuple(Span(day, 0, DAY) for day in range(1, 8)) if kind is HoursKind.EXCEPTION else ()


def _spans(hour: ServiceHour, kind: HoursKind) -> tuple[Span, ...]:
    found: list[Span] = []
    for one in hour.openingHour or []:
        opens, closes = _clock(one.from_), _clock(one.to)
        if one.dayFrom:
            found.append(_span(one, opens, closes))
        elif kind is HoursKind.EXCEPTION:
            ends = closes if closes > opens else closes + DAY
            found += [Span(day, opens, ends) for day in range(1, 8)]
    return tuple(found)


def _span(one: OpeningHour, opens: int, closes: int) -> Span:
    first = WEEKDAYS.index(one.dayFrom or "Monday")
    last = WEEKDAYS.index(one.dayTo) if one.dayTo else first
    ends = closes + DAY * ((last - first) % 7)
    return Span(first + 1, opens, ends if ends > opens else ends + DAY)


def _clock(said: str) -> int:
    return int(said[:2]) * 60 + int(said[3:5])
