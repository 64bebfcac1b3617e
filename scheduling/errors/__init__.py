"""What the scheduling room refuses, each with a sentence that says what to do."""

from scheduling.errors.appointments import (
    AppointmentOver,
    ImpossibleWindow,
    NoAppointments,
    NoSuchAppointment,
    NoSuchBookingCode,
    TicketOver,
    TimeTaken,
)
from scheduling.errors.duties import (
    AlreadyBegun,
    AlreadyYours,
    DutiesOverlap,
    DutyMoved,
    ImpossibleDropIn,
    NoSuchDuty,
    NotOnTeam,
    TooEarly,
)
from scheduling.errors.feeds import NoSuchFeed, TooManyFeeds
from scheduling.errors.shifts import (
    ImpossibleShift,
    ImpossibleTime,
    NoSuchShift,
    ShiftExists,
    ShiftFull,
    ShiftOver,
)

__all__ = [
    "AlreadyBegun",
    "AlreadyYours",
    "AppointmentOver",
    "DutiesOverlap",
    "DutyMoved",
    "ImpossibleDropIn",
    "ImpossibleShift",
    "ImpossibleTime",
    "ImpossibleWindow",
    "NoAppointments",
    "NoSuchAppointment",
    "NoSuchBookingCode",
    "NoSuchDuty",
    "NoSuchFeed",
    "NoSuchShift",
    "NotOnTeam",
    "ShiftExists",
    "ShiftFull",
    "ShiftOver",
    "TicketOver",
    "TimeTaken",
    "TooEarly",
    "TooManyFeeds",
]
