"""Services of the tests, and the real files of the Service Catalogue where this machine has them."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session

from core.clock import HELSINKI
from guidance import written
from guidance.actions import Contact, Draft, Facts, Text, create
from guidance.hours import Period
from guidance.schemas import ChannelKind, HoursKind, Known, WhoAnswers

REAL_DATA = Path(__file__).parents[1].parent / "shared" / "data" / "ptv-v11"
SAMPLES = Path(__file__).parent / "samples" / "guidance"
ALWAYS = (Period(HoursKind.ALWAYS),)


def real_file(name: str) -> bytes:
    """Give a real file, or skip aloud: third-party data are never part of the repository."""
    if not REAL_DATA.is_dir():
        pytest.skip(
            "the real records of the Finnish Service Catalogue (ptv-v11) are not on this machine"
        )
    return (REAL_DATA / name).read_bytes()


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def a_service(session: Session, name: str = "Nuorten talo", **told: Any) -> UUID:
    """Put a service into the directory; `hours` are seven texts, `phone` a number, the rest a draft's fields."""
    texts = {"fi": Text(name, told.pop("summary", ""), told.pop("description", ""))}
    for lang in ("sv", "en"):
        if lang in told:
            texts[lang] = Text(told.pop(lang))
    phone = told.pop("phone", "")
    contacts = told.pop("contacts", (Contact(ChannelKind.PHONE, phone),) if phone else ())
    days = told.pop("hours", None)
    periods = told.pop("periods", (written.weekly(days),) if days else ())
    facts = Facts(**{key: told.pop(key) for key in list(told) if key in Facts.__dataclass_fields__})
    organisation_id = told.pop("organisation_id", None)
    made = create(
        session,
        organisation_id,
        Draft(texts=texts, facts=facts, contacts=contacts, periods=periods, **told),
    )
    session.commit()
    return made.id


def a_whole_service(session: Session) -> UUID:
    """Give a service of which everything is told."""
    street = {"street": "Salakatu 1", "postal_code": "87100", "post_office": "Kajaani"}
    return a_service(
        session,
        "Nuorten talo",
        sv="Ungdomens hus",
        summary="Tule käymään",
        hours=["9–16"] * 4 + ["18–02", "", ""],
        age_min=12,
        age_max=29,
        anonymous=Known.YES,
        free_of_charge=Known.YES,
        who_answers=WhoAnswers.PEER,
        municipalities=("205",),
        languages=("fi", "so"),
        meanwhile={"fi": "Chatissa on joku."},
        contacts=(
            Contact(ChannelKind.PHONE, "000 111"),
            Contact(ChannelKind.WEB, "https://example.org/talo"),
            Contact(ChannelKind.PLACE, **street),
        ),
    )


def helsinki(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Give the moment when the wall clock in Helsinki shows this."""
    return datetime(year, month, day, hour, minute, tzinfo=HELSINKI)
