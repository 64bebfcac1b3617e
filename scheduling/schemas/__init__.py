"""What this room tells others and shows, a file per topic."""

from scheduling.schemas.appointments import (
    TAKES,
    AppointmentKind,
    AppointmentState,
    Booking,
    Offer,
    OfferDay,
)
from scheduling.schemas.duties import DutyNow, MyDuty
from scheduling.schemas.feeds import FeedDuty, FeedOwner
from scheduling.schemas.opening import Opening
from scheduling.schemas.roster import SHOWN, Day, Gap, Place, Plan, Slot, Week

__all__ = [
    "SHOWN",
    "TAKES",
    "AppointmentKind",
    "AppointmentState",
    "Booking",
    "Day",
    "DutyNow",
    "FeedDuty",
    "FeedOwner",
    "Gap",
    "MyDuty",
    "Offer",
    "OfferDay",
    "Opening",
    "Place",
    "Plan",
    "Slot",
    "Week",
]
