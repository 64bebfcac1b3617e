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
from scheduling.schemas.feeds import FeedEvent, FeedKind, FeedOwner
from scheduling.schemas.opening import Opening
from scheduling.schemas.roster import HOLDS, SHOWN, Day, Gap, Place, Plan, Slot, Week
from scheduling.schemas.template import Made, Wanted

__all__ = [
    "HOLDS",
    "SHOWN",
    "TAKES",
    "AppointmentKind",
    "AppointmentState",
    "Booking",
    "Day",
    "DutyNow",
    "FeedEvent",
    "FeedKind",
    "FeedOwner",
    "Gap",
    "Made",
    "MyDuty",
    "Offer",
    "OfferDay",
    "Opening",
    "Place",
    "Plan",
    "Slot",
    "Wanted",
    "Week",
]
