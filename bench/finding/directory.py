"""A directory of many services to search in: the labelled entries hidden among made-up others.

The others are made of the sentences of the national service classes (`--sentences`, a folder that
holds `ServiceClasses.json`), or of the demo's directory where that is not there.
"""

import json
import random
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session

from bench.finding.asked import Entry, entries
from guidance import demo
from guidance.models import (
    Channel,
    Connection,
    Hours,
    Municipality,
    Service,
    ServiceArea,
    ServiceText,
)
from guidance.places import known_from_the_start
from guidance.schemas import ChannelKind, HoursKind, Known
from guidance.search import index

CHUNK = 1000
SENTENCES_EACH = 4
POINTED_AT = (Service, Channel)


def sentences(folder: Path | None) -> list[str]:
    """Give Finnish sentences about services."""
    if folder and (folder / "ServiceClasses.json").exists():
        told = json.loads((folder / "ServiceClasses.json").read_text(encoding="utf-8"))
        texts = [str((one.get("Notes") or {}).get("Fi") or "") for one in told]
        texts += [one["Label"]["Fi"] for one in told]
    else:
        told = tomllib.loads(demo.CONTENT.read_text(encoding="utf-8"))["services"]
        texts = [one[part]["fi"] for one in told for part in ("summary", "instruction", "name")]
    return [one.strip() for text in texts for one in text.split(". ") if one.strip()]


def fill(session: Session, count: int, said: list[str], seed: int = 7) -> dict[Entry, UUID]:
    """Fill a directory; gives where the labelled entries are."""
    chance = random.Random(seed)
    places = known_from_the_start()
    session.add_all(Municipality(code=code, name=name) for code, name in places.items())
    session.flush()
    labelled = entries()
    ids = {entry: uuid4() for entry in labelled}
    others = ((uuid4(), _made_up(said, chance)) for _ in range(count - len(labelled)))
    whole = [*((ids[entry], entry) for entry in labelled), *others]
    for first in range(0, len(whole), CHUNK):
        rows = [
            row
            for service_id, (name, text) in whole[first : first + CHUNK]
            for row in _rows(service_id, name, text, list(places), chance)
        ]
        for pointed_at in (True, False):
            session.add_all(row for row in rows if isinstance(row, POINTED_AT) is pointed_at)
            session.flush()
        index(session, [service_id for service_id, _entry in whole[first : first + CHUNK]])
        session.expunge_all()
    return ids


def _made_up(said: list[str], chance: random.Random) -> Entry:
    some = chance.sample(said, SENTENCES_EACH)
    return " ".join(some[0].split()[:4]), ". ".join(some)


def _rows(
    service_id: UUID, name: str, text: str, places: list[str], chance: random.Random
) -> Iterator[Any]:
    least = chance.choice([None, 0, 13, 18, 30])
    facts: dict[str, Any] = {
        fact: chance.choice([Known.YES, Known.NO, Known.UNKNOWN])
        for fact in ("anonymous", "free_of_charge", "guardian_told", "on_phone_bill", "drop_in")
    }
    spoken = chance.choice([["fi"], ["fi", "sv"]])
    yield Service(id=service_id, age_min=least, languages=spoken, **facts)
    summary, _stop, rest = text.partition(". ")
    yield ServiceText(
        service_id=service_id, lang="fi", name=name, summary=summary, description=rest
    )
    for code in chance.sample(places, chance.choice([0, 1, 1, 3])):
        yield ServiceArea(service_id=service_id, municipality=code)
    channel = Channel(kind=chance.choice([ChannelKind.PHONE, ChannelKind.CHAT]), address="000")
    yield channel
    yield Connection(service_id=service_id, channel_id=channel.id)
    opens = chance.choice([480, 540, 720])
    days = [
        {"weekday": day, "opens": opens, "closes": opens + chance.choice([240, 420, 900])}
        for day in range(1, chance.choice([5, 6, 8]))
    ]
    yield Hours(service_id=service_id, kind=HoursKind.WEEKLY, spans=days)


def a_moment() -> datetime:
    """Give the noon that comes: the opening times are spelled out from now on, not for the past."""
    now = datetime.now(UTC)
    noon = now.replace(hour=10, minute=0)
    return noon if noon > now else noon + timedelta(days=1)
