"""Tables of the scheduling room, a file per topic.

Times are moments in UTC. Who has which seat is decided by partial unique indexes, not by whoever
looked first.
"""

from scheduling.models.appointment import (
    TAKES_SQL,
    Appointment,
    AppointmentCount,
    AppointmentType,
    Availability,
    Keeper,
)
from scheduling.models.busy import BusySource, BusyTime
from scheduling.models.cover import Cover, Notice
from scheduling.models.delivery import Delivery, Told
from scheduling.models.duty import LIVE_SQL, Duty
from scheduling.models.feed import Feed
from scheduling.models.lapse import Lapse
from scheduling.models.ledger import Commitment, Entry
from scheduling.models.shift import Shift
from scheduling.models.template import DayRule, SpecialDay, Template, Term
from scheduling.models.training import Attendance, Cohort, Course, Meeting, Passed, Studied
from scheduling.models.waiting import Profile, Waiting

__all__ = [
    "LIVE_SQL",
    "TAKES_SQL",
    "Appointment",
    "AppointmentCount",
    "AppointmentType",
    "Attendance",
    "Availability",
    "BusySource",
    "BusyTime",
    "Cohort",
    "Commitment",
    "Course",
    "Cover",
    "DayRule",
    "Delivery",
    "Duty",
    "Entry",
    "Feed",
    "Keeper",
    "Lapse",
    "Meeting",
    "Notice",
    "Passed",
    "Profile",
    "Shift",
    "SpecialDay",
    "Studied",
    "Template",
    "Term",
    "Told",
    "Waiting",
]
