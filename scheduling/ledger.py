"""What a commitment is reckoned in: periods of days, minutes, kinds of entries. Pure functions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

# A Monday: periods are counted from it, so that all workers' periods are the same days.
FIRST_PERIOD = date(2026, 1, 5)
MINUTE = timedelta(minutes=1)


class EntryKind(StrEnum):
    """What an entry in the ledger is for."""

    DUE = "due"
    CARRIED = "carried"
    DONE = "done"
    DROP_IN = "drop_in"
    MISSED = "missed"
    EXCUSED = "excused"
    PARTNER = "partner"
    TRAINING = "training"
    SUPERVISION = "supervision"
    CORRECTION = "correction"


# Kinds that are time spent, as reports of hours count it.
WORKED = frozenset(
    {
        EntryKind.DONE,
        EntryKind.DROP_IN,
        EntryKind.PARTNER,
        EntryKind.TRAINING,
        EntryKind.SUPERVISION,
    }
)


@dataclass(frozen=True)
class Period:
    """Days of one reckoning, both included."""

    first_on: date
    last_on: date


def period_of(day: date, days: int) -> Period:
    """Give the period in which a day lies."""
    first = FIRST_PERIOD + timedelta(days=(day - FIRST_PERIOD).days // days * days)
    return Period(first, first + timedelta(days=days - 1))


def minutes_between(begins: datetime, ends: datetime) -> int:
    """Give whole minutes from one moment to another, in UTC and never below nothing."""
    return max(0, round((ends - begins) / MINUTE))


def carried(balance: int, most: int) -> int:
    """Give what of a balance goes on into the next period, too much or too little alike."""
    return max(-most, min(most, balance))
