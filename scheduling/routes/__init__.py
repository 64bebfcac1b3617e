"""Pages of the scheduling room."""

from scheduling.routes import (
    board,
    booking,
    calendar,
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
    "board",
    "booking",
    "bp",
    "calendar",
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
