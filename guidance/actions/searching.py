"""Counting what was searched for and read, so that it shows what is missing and what matters."""

from uuid import UUID

from sqlmodel import Session

from core import clock
from core.db import add_up
from guidance import queries
from guidance.models import NeedCount, ReadingCount, SearchCount
from guidance.queries import Filters, Listing
from policies.guard.find import find as personal_data


def count_search(session: Session, wanted: Filters, found: Listing) -> None:
    """Count a question by what it means; a question that tells who somebody is is not counted.

    A question that means several things is counted under each, apart from the others.
    """
    if personal_data(wanted.text):
        return
    known = queries.municipalities(session, "fi")
    for meaning in sorted(found.meanings) or [""]:
        row = {
            "day": clock.local_day(),
            "municipality": wanted.municipality if wanted.municipality in known else "",
            "meaning": meaning,
            "is_met": bool(found.cards),
        }
        add_up(session, SearchCount, row)


def count_reading(session: Session, service_id: UUID) -> None:
    """Count that an entry's page was opened today, and nothing about by whom."""
    add_up(session, ReadingCount, {"day": clock.local_day(), "service_id": service_id})


def count_need(session: Session, test: str, about: str, municipality: str, *, is_met: bool) -> None:
    """Count a worry, and whether a service of the chosen place met it; without a place, nothing."""
    if municipality not in queries.municipalities(session, "fi"):
        return
    row = {
        "day": clock.local_day(),
        "municipality": municipality,
        "test": test,
        "about": about,
        "is_met": is_met,
    }
    add_up(session, NeedCount, row)
