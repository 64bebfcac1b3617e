"""Pages of the scheduling room."""

from scheduling.routes import (
    booking,
    calendars,
    cover,
    coverage,
    feeds,
    keeping,
    ledger,
    mine,
    proposal,
    roster,
    shifts,
    templates,
    training,
    waiting,
    year,
)
from scheduling.routes.blueprint import bp

__all__ = [
    "booking",
    "bp",
    "calendars",
    "cover",
    "coverage",
    "feeds",
    "keeping",
    "ledger",
    "mine",
    "proposal",
    "roster",
    "shifts",
    "templates",
    "training",
    "waiting",
    "year",
]
