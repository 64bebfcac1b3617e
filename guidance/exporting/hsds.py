"""A service as the Human Services Data Specification 3.1 wants it, nested whole.

The standard has one language; Finnish goes into its fields, and all languages with everything that
it has no word for under `x_rinnalla` (`/api/hsds/profile.json`).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from guidance.entry import Entry, leading
from guidance.exporting.hours import schedules
from guidance.hours import is_away
from guidance.models import Capacity, Channel, Provider, SourceRecord, Term
from guidance.said import PARTS
from guidance.schemas import (
    KNOWN_FACTS,
    AddressVisibility,
    ChannelKind,
    Known,
    SourceSystem,
    Status,
    TermKind,
)
from guidance.sources.hsds.extension import VERSION, plain_hash
from guidance.sources.hsds.shapes import AWAY, EXTENSION
from guidance.sources.kept import period_json

LANG = "fi"
NAMES = uuid5(NAMESPACE_URL, "https://openreferral.org/rinnalla")
STANDING = {
    Status.PUBLISHED: "active",
    Status.DRAFT: "inactive",
    Status.WITHDRAWN: "defunct",
}
PHONES = {ChannelKind.PHONE: "voice", ChannelKind.SMS: "sms"}
TAXONOMIES = {
    TermKind.SERVICE_CLASS: "PTV service classes",
    TermKind.TARGET_GROUP: "PTV target groups",
    TermKind.LIFE_EVENT: "PTV life events",
    TermKind.ONTOLOGY: "KOKO ontology",
}


@dataclass(frozen=True)
class Told:
    """An entry with what stands in other tables: who runs it, its codes, its room, its areas."""

    entry: Entry
    provider: Provider | None = None
    terms: list[Term] = field(default_factory=list)
    capacities: list[Capacity] = field(default_factory=list)
    regions: dict[str, str] = field(default_factory=dict)
    source: SourceRecord | None = None
    is_written_over: bool = False


def service(told: Told, *, today: date) -> dict[str, Any]:
    """Give a service whole; one that came as HSDS and that nobody wrote over, as it came.

    But not where a place is secret: whoever sent it may tell its street in the plain part.
    """
    source = told.source
    is_open = all(one.visibility is AddressVisibility.FULL for one in told.entry.channels)
    is_theirs = source is not None and source.system is SourceSystem.HSDS and is_open
    if source is not None and is_theirs and not told.is_written_over:
        kept: dict[str, Any] = json.loads(source.payload)
        ours = {(one.unit, one.available) for one in told.capacities}
        if not ours or ours == _room_of(kept):
            return kept
    said = {key: value for key, value in _plain(told, today).items() if value not in ("", [], None)}
    said[EXTENSION] = {"version": VERSION, "hash": plain_hash(said), **extension(told)}
    return said


def _room_of(kept: dict[str, Any]) -> set[tuple[str, int]]:
    """Give the room that a record as it came tells of."""
    rooms = kept.get("capacities") or []
    return {(one["unit"]["name"], int(one["available"])) for one in rooms}


def summary(told: Told) -> dict[str, Any]:
    """Give a service as it stands in a list: its own fields, and who runs it."""
    said = _own(told) | {"organization": organization(told)}
    return {key: value for key, value in said.items() if value not in ("", [], None)}


def _own(told: Told) -> dict[str, Any]:
    entry = told.entry
    text, service_ = entry.text(LANG), entry.service
    return {
        "id": str(service_.id),
        "name": text.name,
        "alternate_name": text.alternative_name,
        "description": "\n\n".join(filter(None, (text.summary, text.description))),
        "url": _first(entry, ChannelKind.WEB),
        "email": _first(entry, ChannelKind.EMAIL),
        "status": AWAY if _is_away(entry) else STANDING[service_.status],
        "application_process": text.instruction,
        "fees_description": text.fees,
        "eligibility_description": text.conditions,
        "minimum_age": service_.age_min,
        "maximum_age": service_.age_max,
        "assured_date": service_.verified_on.isoformat() if service_.verified_on else None,
        "last_modified": _moment(service_.changed_at),
    }


def _is_away(entry: Entry) -> bool:
    told = entry.all_periods()
    is_closed = bool(told) and all(is_away(one) for one in told)
    return is_closed and entry.service.status is Status.PUBLISHED


def _first(entry: Entry, kind: ChannelKind) -> str:
    channel = entry.first(kind)
    return leading(channel) if channel else ""


def _moment(at: Any) -> str:
    return str(at.isoformat()).replace("+00:00", "Z")


def _plain(told: Told, today: date) -> dict[str, Any]:
    entry, service_id = told.entry, told.entry.service.id
    return _own(told) | {
        "phones": [_phone(service_id, one) for one in entry.channels if one.kind in PHONES],
        "schedules": schedules(_hours(entry), owner=service_id, today=today),
        "service_areas": [_area(service_id, code, names) for code, names in entry.areas.items()],
        "service_at_locations": list(_places(told, today)),
        "languages": [
            {"id": str(uuid5(service_id, f"language:{code}")), "code": code}
            for code in entry.service.languages
        ],
        "organization": organization(told),
        "cost_options": _costs(entry),
        "capacities": [_capacity(service_id, one) for one in told.capacities],
        "attributes": [_attribute(service_id, one) for one in told.terms],
    }


def _hours(entry: Entry) -> list[Any]:
    every = entry.all_periods()
    return list(every[0]) if every else []


def _phone(service_id: UUID, channel: Channel) -> dict[str, Any]:
    said = {
        "id": str(uuid5(service_id, f"phone:{channel.kind}:{channel.address}")),
        "number": channel.address,
        "type": PHONES[channel.kind],
        "description": channel.note.get(LANG, ""),
    }
    return {key: value for key, value in said.items() if value}


def _area(service_id: UUID, code: str, names: dict[str, str]) -> dict[str, Any]:
    return {
        "id": str(uuid5(service_id, f"area:{code}")),
        "name": names.get(LANG, code),
        "extent": code,
        "extent_type": "FI-municipality",
    }


def _places(told: Told, today: date) -> Iterator[dict[str, Any]]:
    """Give the places that may be told; a secret one is not among them."""
    entry = told.entry
    for channel in entry.channels:
        if channel.kind is not ChannelKind.PLACE or channel.visibility is AddressVisibility.HIDDEN:
            continue
        at = place_id(entry.service.id, channel.id)
        yield {
            "id": str(at),
            "location": _location(told, channel),
            "schedules": schedules(entry.periods(channel), owner=at, today=today),
        }


def place_id(service_id: UUID, channel_id: UUID) -> UUID:
    """Give the id of a service at one of its places."""
    return uuid5(service_id, f"place:{channel_id}")


def at_location(
    told: Told, channel_id: UUID, *, today: date, is_full: bool = True
) -> dict[str, Any]:
    """Give a service at one of its places: itself, where it is, and when it is whole, its hours."""
    wanted = str(place_id(told.entry.service.id, channel_id))
    found = next(one for one in _places(told, today) if one["id"] == wanted)
    said = {**found, "service": summary(told)}
    return said if is_full else {key: said[key] for key in said if key != "schedules"}


def _location(told: Told, channel: Channel) -> dict[str, Any]:
    is_full = channel.visibility is AddressVisibility.FULL
    said: dict[str, Any] = {
        "id": str(channel.id),
        "location_type": "physical",
        "name": channel.name.get(LANG, ""),
        "latitude": channel.latitude if is_full else None,
        "longitude": channel.longitude if is_full else None,
        "addresses": [
            {
                "id": str(uuid5(channel.id, "address")),
                "address_1": channel.street if is_full else "",
                "city": channel.post_office,
                "state_province": told.regions.get(channel.municipality, ""),
                "postal_code": channel.postal_code if is_full else "",
                "country": "FI",
                "address_type": "physical",
            }
        ],
    }
    return {key: value for key, value in said.items() if value not in ("", None)}


def organization(told: Told) -> dict[str, Any] | None:
    """Give who runs a service; one that is only named has an id made of the name."""
    if told.provider is not None:
        return organization_of(told.provider)
    name = told.entry.service.provider.get(LANG)
    if not name:
        return None
    return {"id": str(uuid5(NAMES, name)), "name": name, "description": name}


def organization_of(provider: Provider) -> dict[str, Any]:
    """Give an organisation; the standard wants a description even where there is none."""
    name = provider.name.get(LANG) or next(iter(provider.name.values()), "")
    said = {
        "id": str(provider.id),
        "name": name,
        "description": provider.description.get(LANG) or name,
        "email": provider.email,
        "website": provider.web_url,
    }
    return {key: value for key, value in said.items() if value}


def _costs(entry: Entry) -> list[dict[str, Any]]:
    if entry.service.free_of_charge is not Known.YES:
        return []
    cost_id = str(uuid5(entry.service.id, "cost:free"))
    return [{"id": cost_id, "option": "Free of charge", "currency": "EUR", "amount": 0}]


def _capacity(service_id: UUID, one: Capacity) -> dict[str, Any]:
    unit = {"id": str(uuid5(NAMES, f"unit:{one.unit}")), "name": one.unit}
    said = {
        "id": str(uuid5(service_id, f"capacity:{one.unit}")),
        "unit": unit,
        "available": one.available,
        "maximum": one.maximum,
        "description": one.note.get(LANG, ""),
        "updated": _moment(one.told_at),
    }
    return {key: value for key, value in said.items() if value not in ("", None)}


def _attribute(service_id: UUID, one: Term) -> dict[str, Any]:
    return {
        "id": str(uuid5(service_id, f"term:{one.code}")),
        "link_entity": "service",
        "taxonomy_term": term(one),
    }


def term(one: Term) -> dict[str, Any]:
    """Give a code with its names; one whose name is not known is called by its code."""
    name = one.name.get(LANG) or one.code
    said = {
        "id": str(term_id(one.code)),
        "code": one.code,
        "name": name,
        "description": one.name.get("en") or name,
        "parent_id": str(term_id(one.parent)) if one.parent else "",
        "taxonomy": TAXONOMIES[one.kind],
        "term_uri": one.uri or (one.code if one.kind is TermKind.ONTOLOGY else ""),
    }
    return {key: value for key, value in said.items() if value}


def term_id(code: str) -> UUID:
    """Give the id of a code: the standard wants one, and a code has none."""
    return uuid5(NAMES, f"term:{code}")


def taxonomy(kind: TermKind) -> dict[str, Any]:
    """Give one of the national classifications."""
    name = TAXONOMIES[kind]
    return {"id": str(uuid5(NAMES, f"taxonomy:{kind}")), "name": name, "description": name}


def extension(told: Told) -> dict[str, Any]:
    """Give everything in our own words; nothing of a place that is secret."""
    entry = told.entry
    service_ = entry.service
    facts = {name: str(getattr(service_, name)) for name in KNOWN_FACTS}
    return {
        "status": str(service_.status),
        "texts": {lang: _words(text) for lang, text in sorted(entry.texts.items())},
        "provider": service_.provider,
        "free_of_charge": str(service_.free_of_charge),
        "municipalities": entry.areas,
        "terms": [
            {"code": one.code, "kind": str(one.kind), "name": one.name} for one in told.terms
        ],
        "languages": service_.languages,
        "facts": facts
        | {
            "who_answers": str(service_.who_answers),
            "age_min": service_.age_min,
            "age_max": service_.age_max,
            "reply_time": service_.reply_time,
            "meanwhile": service_.meanwhile,
        },
        "periods": [period_json(one) for one in entry.own_periods],
        "channels": [
            _channel(entry, one)
            for one in entry.channels
            if one.visibility is not AddressVisibility.HIDDEN
        ],
    }


def _words(text: Any) -> dict[str, str]:
    return {part: getattr(text, part) for part in PARTS if getattr(text, part)}


def _channel(entry: Entry, channel: Channel) -> dict[str, Any]:
    is_full = channel.visibility is AddressVisibility.FULL
    said: dict[str, Any] = {
        "id": str(channel.id),
        "kind": str(channel.kind),
        "name": channel.name,
        "address": channel.address,
        "street": channel.street if is_full else "",
        "postal_code": channel.postal_code if is_full else "",
        "post_office": channel.post_office,
        "municipality": channel.municipality,
        "latitude": channel.latitude if is_full else None,
        "longitude": channel.longitude if is_full else None,
        "free_of_charge": str(channel.free_of_charge),
        "note": channel.note,
        "visibility": str(channel.visibility),
        "periods": [period_json(one) for one in entry.periods_of.get(channel.id, [])],
    }
    return {key: value for key, value in said.items() if value not in ("", None, {}, [])}
