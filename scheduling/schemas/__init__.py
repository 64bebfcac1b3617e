"""What this room tells others and shows, a file per topic."""

from scheduling.schemas.duties import DutyNow, MyDuty
from scheduling.schemas.feeds import FeedDuty, FeedOwner
from scheduling.schemas.opening import Opening
from scheduling.schemas.roster import SHOWN, Day, Gap, Place, Plan, Slot, Week

__all__ = [
    "SHOWN",
    "Day",
    "DutyNow",
    "FeedDuty",
    "FeedOwner",
    "Gap",
    "MyDuty",
    "Opening",
    "Place",
    "Plan",
    "Slot",
    "Week",
]
