"""Kinds of meetings, and how long what was learnt lasts."""

from datetime import date, timedelta
from enum import StrEnum

DECEMBER = 12


class MeetingKind(StrEnum):
    """What a meeting is for."""

    SUPERVISION = "supervision"
    PEERS = "peers"
    DEBRIEF = "debrief"


def lasts_until(day: date, months: int | None) -> date | None:
    """Give the last day on which something passed on `day` counts; None is for good.

    A month ends on the day of the same number, or with its own last day.
    """
    if months is None:
        return None
    month = day.month - 1 + months
    first = date(day.year + month // DECEMBER, month % DECEMBER + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return min(first.replace(day=min(day.day, last.day)), last)
