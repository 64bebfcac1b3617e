"""The demo's directory in three languages: the seven lines' areas and national helplines."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from core.clock import local_day
from core.db import add_up
from guidance import written
from guidance.actions import (
    Contact,
    Draft,
    Facts,
    Room,
    Text,
    create,
    suggest,
    tell_capacity,
)
from guidance.hours import Period
from guidance.models import Channel, NeedCount, ReadingCount, SearchCount, Verification
from guidance.queries import closed_quarters
from guidance.schemas import (
    AddressVisibility,
    ChannelKind,
    FieldGroup,
    HoursKind,
    Known,
    WhoAnswers,
    Wrong,
)

CONTENT = Path(__file__).with_name("demo.toml")
LANGS = ("fi", "sv", "en")
WRONG = (
    "Numerosta vastaa joku muu. Uusi numero on heidän sivullaan.",
    "Keskiviikkoisin on nykyään auki vasta kahdestatoista.",
)
KAJAANI, VANTAA, TAMPERE = "205", "092", "837"
MIDDLES = {
    "Kajaani": (64.227, 27.728),
    "Sotkamo": (64.130, 28.388),
    "Tampere": (61.498, 23.760),
    "Vantaa": (60.294, 25.041),
    "Jyväskylä": (62.242, 25.747),
}
"""Towns by latitude and longitude, for the made-up addresses in them."""
IN_VAIN = (
    (KAJAANI, "sleep", 31),
    (KAJAANI, "housing", 12),
    (VANTAA, "housing", 44),
    (VANTAA, "sleep", 2),
    (TAMPERE, "housing", 17),
    (TAMPERE, "sleep", 23),
    ("", "", 58),
)
UNMET = ((KAJAANI, "money", 19), (KAJAANI, "looks", 8), (VANTAA, "looks", 26), (VANTAA, "money", 3))
REACHED = (
    ("phone", ChannelKind.PHONE),
    ("sms", ChannelKind.SMS),
    ("chat", ChannelKind.CHAT),
    ("web", ChannelKind.WEB),
)


def seed(session: Session, organisation_id: UUID) -> list[UUID]:
    """Fill the directory for the demo; gives the services' ids.

    At any hour several of them are open.
    """
    told = tomllib.loads(CONTENT.read_text(encoding="utf-8"))["services"]
    made = [_create(session, organisation_id, one) for one in told]
    _put_on_the_map(session)
    _let_grow_old(session, made[1:4])
    _let_gaps_show(session)
    for number, said in enumerate(WRONG):
        suggest(session, made[number], Wrong.HOURS if number else Wrong.CONTACT, said)
    return made


def _create(session: Session, organisation_id: UUID, told: dict[str, Any]) -> UUID:
    made = create(session, organisation_id, draft(told))
    if "room" in told:
        unit, free, every = told["room"]
        tell_capacity(session, made, [Room(unit, free, every)])
    return made.id


def _put_on_the_map(session: Session) -> None:
    """Let doors whose address is told lie somewhere in their town: where, is made up."""
    doors = select(Channel).where(
        Channel.kind == ChannelKind.PLACE, Channel.visibility == AddressVisibility.FULL
    )
    for number, door in enumerate(session.exec(doors.order_by(col(Channel.street))).all()):
        if middle := MIDDLES.get(door.post_office):
            door.latitude, door.longitude = middle[0] + 0.003 * number, middle[1] - 0.004 * number
            session.add(door)


def _let_gaps_show(session: Session) -> None:
    """Let the last quarter hold searches and worries that met nothing, for the gap radar."""
    day = closed_quarters(local_day())[0].first
    for municipality, theme, n in IN_VAIN:
        row = {"day": day, "municipality": municipality, "meaning": theme, "is_met": False}
        add_up(session, SearchCount, row, by=n)
    for municipality, about, n in UNMET:
        row = {"day": day, "municipality": municipality, "test": "youth", "about": about}
        add_up(session, NeedCount, row | {"is_met": False}, by=n)


def _let_grow_old(session: Session, ids: list[UUID]) -> None:
    """Let some services be read and not made sure of for a while, for the editors' desk."""
    today = local_day()
    for number, one in enumerate(ids):
        said = {
            "verified_on": today - timedelta(days=93 - 7 * number),
            "expires_on": today - timedelta(days=3 - 7 * number),
        }
        mine = update(Verification).where(
            col(Verification.service_id) == one,
            col(Verification.group).in_([FieldGroup.HOURS, FieldGroup.CONTACT][number % 2 :]),
        )
        session.connection().execute(mine.values(**said))
        add_up(session, ReadingCount, {"day": today, "service_id": one}, by=40 - 9 * number)


def draft(told: dict[str, Any]) -> Draft:
    """Give a service of the file as a draft."""
    least, most = told.get("ages", (None, None))
    return Draft(
        texts={lang: _text(told, lang) for lang in LANGS},
        facts=_facts(told),
        age_min=least,
        age_max=most,
        municipalities=tuple(told.get("areas", ())),
        languages=("fi",),
        provider={"fi": told["provider"]} if "provider" in told else {},
        contacts=tuple(_contacts(told)),
        periods=tuple(_periods(told)),
    )


def _text(told: dict[str, Any], lang: str) -> Text:
    return Text(
        told["name"][lang],
        told["summary"][lang],
        told.get("description", {}).get(lang, ""),
        told.get("instruction", {}).get(lang, ""),
        told.get("keywords", {}).get(lang, ""),
    )


def _facts(told: dict[str, Any]) -> Facts:
    asked = (
        "anonymous",
        "guardian_told",
        "on_phone_bill",
        "recorded",
        "identity_needed",
        "drop_in",
    )
    answers = {name: Known(told.get(name, Known.UNKNOWN)) for name in asked}
    return Facts(
        free_of_charge=Known(told.get("free", Known.UNKNOWN)),
        who_answers=WhoAnswers(told.get("who", WhoAnswers.UNKNOWN)),
        **answers,
    )


def _contacts(told: dict[str, Any]) -> list[Contact]:
    found = [Contact(kind, told[name]) for name, kind in REACHED if name in told]
    if "street" in told:
        code, _, town = told["town"].partition(" ")
        shown = AddressVisibility(told.get("visibility", AddressVisibility.FULL))
        found.append(
            Contact(
                ChannelKind.PLACE,
                street=told["street"],
                postal_code=code,
                post_office=town,
                visibility=shown,
            )
        )
    return found


def _periods(told: dict[str, Any]) -> list[Period]:
    exceptions = written.exceptions(told.get("exceptions", ""))
    if told.get("hours") == "always":
        return [Period(HoursKind.ALWAYS), *exceptions]
    days = told.get("hours", [""] * 7)
    weekly = written.weekly(days, by_appointment=told.get("appointment", False))
    return [weekly, *exceptions] if weekly else exceptions
