"""What HSDS has no word for, under `x_rinnalla`: our own words, with a hash of the plain part.

As long as the hash fits, the extension is the better half of the record and is read instead of the
plain part. Once somebody edited the plain part elsewhere, the hash no longer fits, and what they
wrote counts.
"""

import hashlib
import json
from typing import Any

from guidance.said import Contact, Text
from guidance.schemas import (
    KNOWN_FACTS,
    AddressVisibility,
    ChannelKind,
    Known,
    Status,
    TermKind,
    WhoAnswers,
)
from guidance.sources.geography import ELSEWHERE, is_in_finland
from guidance.sources.hsds.shapes import EXTENSION
from guidance.sources.kept import period_from
from guidance.sources.plain import plain
from guidance.sources.words import Read, ReadChannel, ReadConnection, ReadService, Unfit

VERSION = 1
OLDEST = 150


def plain_hash(record: dict[str, Any]) -> str:
    """Give the hash of a record without its extension, as canonical JSON (RFC 8785 in spirit)."""
    rest = {key: value for key, value in record.items() if key != EXTENSION}
    text = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def fits(record: dict[str, Any]) -> bool:
    """Whether the extension still belongs to the plain part."""
    said = record.get(EXTENSION)
    if not isinstance(said, dict) or said.get("version") != VERSION:
        return False
    return said.get("hash") == plain_hash(record)


def read_extension(record: dict[str, Any]) -> tuple[ReadService, tuple[Read, ...]]:
    """Read a record by its extension. Raises `Unfit`: a hash proves nothing of who wrote it."""
    try:
        return _read(str(record["id"]), record[EXTENSION])
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as wrong:
        raise Unfit("The extension cannot be read.", f"{EXTENSION}: {wrong}"[:200]) from None


def _read(service_id: str, said: dict[str, Any]) -> tuple[ReadService, tuple[Read, ...]]:
    channels = tuple(_channel(service_id, one) for one in said["channels"])
    texts = {lang: _text(words) for lang, words in said["texts"].items()}
    if not any(text.name for text in texts.values()):
        raise Unfit("The service has no name.", f"{EXTENSION}.texts")
    service = ReadService(
        service_id,
        Status(said["status"]),
        texts,
        provider=_names(said["provider"]),
        free_of_charge=Known(said["free_of_charge"]),
        municipalities={code: _names(names) for code, names in said["municipalities"].items()},
        terms=tuple(
            (one["code"], TermKind(one["kind"]), _names(one["name"])) for one in said["terms"]
        ),
        languages=tuple(str(one) for one in said["languages"]),
        channels=tuple(ReadConnection(service_id, one.external_id) for one in channels),
        facts=_facts(said["facts"]),
        periods=tuple(period_from(one) for one in said["periods"]),
        revision=str(said.get("changed_at", "")),
    )
    return service, channels


def _names(said: dict[str, Any]) -> dict[str, str]:
    return {str(lang): plain(str(text)) for lang, text in said.items()}


def _text(said: dict[str, Any]) -> Text:
    return Text(**{name: plain(str(text)) for name, text in said.items()})


def _facts(said: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {name: Known(said[name]) for name in KNOWN_FACTS if name in said}
    facts["who_answers"] = WhoAnswers(said.get("who_answers", WhoAnswers.UNKNOWN))
    facts |= _ages(said)
    for name in ("reply_time", "meanwhile"):
        facts[name] = _names(said.get(name, {}))
    return facts


def _ages(said: dict[str, Any]) -> dict[str, int | None]:
    ages = {name: said.get(name) for name in ("age_min", "age_max")}
    for one in ages.values():
        if one is not None and (not isinstance(one, int) or not 0 <= one <= OLDEST):
            raise ValueError("This is not an age.")
    return ages


def _where(said: dict[str, Any]) -> tuple[float, float] | tuple[None, None]:
    if said.get("latitude") is None or said.get("longitude") is None:
        return None, None
    where = float(said["latitude"]), float(said["longitude"])
    if not is_in_finland(*where):
        raise ValueError(ELSEWHERE)
    return where


def _channel(service_id: str, said: dict[str, Any]) -> ReadChannel:
    where = _where(said)
    contact = Contact(
        ChannelKind(said["kind"]),
        address=plain(str(said.get("address", ""))),
        street=plain(str(said.get("street", ""))),
        postal_code=str(said.get("postal_code", "")),
        post_office=plain(str(said.get("post_office", ""))),
        visibility=AddressVisibility(said.get("visibility", AddressVisibility.FULL)),
        municipality=str(said.get("municipality", "")),
        latitude=where[0],
        longitude=where[1],
        free_of_charge=Known(said.get("free_of_charge", Known.UNKNOWN)),
        note=_names(said.get("note", {})),
    )
    return ReadChannel(
        f"{service_id}#{said['id']}",
        Status.PUBLISHED,
        _names(said.get("name", {})),
        (contact,),
        tuple(period_from(one) for one in said.get("periods", ())),
    )
