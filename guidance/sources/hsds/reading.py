"""Read services of the Human Services Data Specification into the directory's own words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import MAXYEAR, UTC, datetime, time
from typing import Any

from guidance.hours import DAY, Period, Span
from guidance.said import Contact, Room, Text
from guidance.schemas import ChannelKind, HoursKind, Known, SourceSystem, Status, TermKind
from guidance.sources.hsds import extension
from guidance.sources.hsds.shapes import (
    AWAY,
    AtLocation,
    Capacity,
    Location,
    Phone,
    Schedule,
    ServiceRecord,
    checked_place,
)
from guidance.sources.words import ReadChannel, ReadConnection, Reading, ReadProvider, ReadService

CLOSED_FOR_NOW = Period(HoursKind.EXCEPTION)
STANDING = {
    "active": Status.PUBLISHED,
    AWAY: Status.PUBLISHED,
    "inactive": Status.DRAFT,
    "defunct": Status.WITHDRAWN,
}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MUNICIPALITY = "FI-municipality"
LANG = "fi"
CLASS_CODES = {"P": TermKind.SERVICE_CLASS, "KR": TermKind.TARGET_GROUP, "KE": TermKind.LIFE_EVENT}


def read(value: dict[str, Any]) -> Reading:
    """Read one service. Raises `Unfit` or pydantic's `ValidationError`."""
    record = ServiceRecord.model_validate(value)
    if extension.fits(value):
        service, parts = extension.read_extension(value)
        return Reading(SourceSystem.HSDS, replace(service, rooms=_rooms(record)), parts)
    channels = tuple(_channels(record))
    provider = _provider(record)
    service = _service(record, channels)
    return Reading(SourceSystem.HSDS, service, (*([provider] if provider else []), *channels))


def _service(record: ServiceRecord, channels: tuple[ReadChannel, ...]) -> ReadService:
    text = Text(
        record.name,
        description=record.description or "",
        instruction=record.application_process or "",
        alternative_name=record.alternate_name or "",
        conditions=record.eligibility_description or "",
        fees=record.fees_description or "",
    )
    return ReadService(
        str(record.id),
        STANDING[record.status],
        {LANG: text},
        provider={LANG: record.organization.name} if record.organization else {},
        provider_id=str(record.organization.id) if record.organization else "",
        free_of_charge=_free(record),
        municipalities={one: {} for one in _municipalities(record)},
        terms=tuple(_terms(record)),
        languages=tuple(one.code for one in record.languages or [] if one.code),
        channels=tuple(ReadConnection(str(record.id), one.external_id) for one in channels),
        facts={"age_min": _age(record.minimum_age), "age_max": _age(record.maximum_age)},
        periods=() if channels else _hours(record, record.schedules),
        rooms=_rooms(record),
        revision=record.last_modified or "",
    )


def _rooms(record: ServiceRecord) -> tuple[tuple[Room, datetime | None], ...] | None:
    if record.capacities is None:
        return None
    return tuple((_room(one), _moment(one.updated)) for one in record.capacities)


def _room(said: Capacity) -> Room:
    available = int(said.available)
    maximum = None if said.maximum is None or said.maximum < available else int(said.maximum)
    note = {LANG: said.description} if said.description else {}
    return Room(said.unit.name, available, maximum, note)


def _moment(said: datetime | None) -> datetime | None:
    """Give a moment in UTC; one without a zone is taken as that."""
    if said is None or not 1 < said.year < MAXYEAR:
        return None
    return said.replace(tzinfo=UTC) if said.tzinfo is None else said.astimezone(UTC)


def _age(said: float | None) -> int | None:
    return None if said is None else int(said)


def _free(record: ServiceRecord) -> Known:
    amounts = [one.amount for one in record.cost_options or [] if one.amount is not None]
    if not amounts:
        return Known.UNKNOWN
    return Known.NO if any(amounts) else Known.YES


def _municipalities(record: ServiceRecord) -> Iterator[str]:
    for area in record.service_areas or []:
        if area.extent_type == MUNICIPALITY and area.extent:
            yield area.extent


def _terms(record: ServiceRecord) -> Iterator[tuple[str, TermKind, dict[str, str]]]:
    for attribute in record.attributes or []:
        term = attribute.taxonomy_term
        kind = CLASS_CODES.get((term.code or "").rstrip("0123456789.")) if term else None
        if term and term.code and kind:
            yield term.code, kind, {LANG: term.name} if term.name else {}


def _provider(record: ServiceRecord) -> ReadProvider | None:
    said = record.organization
    if said is None:
        return None
    return ReadProvider(
        str(said.id),
        Status.PUBLISHED,
        {LANG: said.name},
        {LANG: said.description} if said.description else {},
        email=said.email or "",
        web_url=said.website or "",
    )


def _channels(record: ServiceRecord) -> Iterator[ReadChannel]:
    """Give each place as a channel, and what reaches the service itself as one more."""
    own = tuple(_reached(record.phones, record.url, record.email))
    if own:
        yield ReadChannel(
            f"{record.id}#own",
            Status.PUBLISHED,
            {},
            own,
            _hours(record, record.schedules),
        )
    for at in record.service_at_locations or []:
        yield _at_place(record, at)


def _at_place(record: ServiceRecord, at: AtLocation) -> ReadChannel:
    place = at.location
    phones = [*(at.phones or []), *((place.phones or []) if place else [])]
    hours = at.schedules or (place.schedules if place else None) or record.schedules
    return ReadChannel(
        f"{record.id}#{at.id}",
        Status.PUBLISHED,
        {LANG: place.name} if place and place.name else {},
        (*(_places(place) if place else ()), *_reached(phones, place.url if place else None, None)),
        _hours(record, hours),
    )


def _reached(phones: list[Phone] | None, url: str | None, email: str | None) -> Iterator[Contact]:
    for phone in phones or []:
        kind = {"sms": ChannelKind.SMS, "fax": None}.get(phone.type or "", ChannelKind.PHONE)
        note = {LANG: phone.description} if phone.description else {}
        if kind:
            yield Contact(kind, phone.number.strip('" '), note=note)
    if email:
        yield Contact(ChannelKind.EMAIL, email)
    if url:
        yield Contact(ChannelKind.WEB, url)


def _places(place: Location) -> Iterator[Contact]:
    """Give streets; a point that cannot be in Finland stays in the record and is not shown."""
    try:
        where = checked_place(place)
    except ValueError:
        where = None
    for one in place.addresses or []:
        if one.address_type != "postal" or len(place.addresses or []) == 1:
            yield Contact(
                ChannelKind.PLACE,
                street=one.address_1,
                postal_code=one.postal_code,
                post_office=one.city,
                latitude=where[0] if where else None,
                longitude=where[1] if where else None,
            )


def _hours(record: ServiceRecord, schedules: list[Schedule] | None) -> tuple[Period, ...]:
    """Give hours, and over them that nobody is there while a service is closed for a time."""
    closed = (CLOSED_FOR_NOW,) if record.status == AWAY else ()
    return (*_periods(schedules), *closed)


def _periods(schedules: list[Schedule] | None) -> Iterator[Period]:
    """Give what our hours can say: every week on named days between two times."""
    for one in schedules or []:
        days = [day for day in (one.byday or "").split(",") if day in DAYS]
        if one.opens_at is None or one.closes_at is None or one.freq == "MONTHLY" or not days:
            continue
        if (one.interval or 1) != 1:
            continue
        opens, closes = _minutes(one.opens_at), _minutes(one.closes_at)
        ends = closes if closes > opens else closes + DAY
        spans = tuple(Span(DAYS.index(day) + 1, opens, ends) for day in days)
        yield Period(HoursKind.WEEKLY, spans, one.valid_from, one.valid_to)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
