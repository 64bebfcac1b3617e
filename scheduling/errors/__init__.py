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
from scheduling.errors.busy import CalendarClosed, CalendarRefused, NoSuchCalendar, TooManyCalendars
from scheduling.errors.cover import CoverAsked, CoverGone, HasAppointment, NoSuchCover, NotTheirs
from scheduling.errors.duties import (
    AlreadyBegun,
    AlreadyYours,
    DutiesOverlap,
    DutyMoved,
    ImpossibleDropIn,
    LanguageNeeded,
    NoSuchDuty,
    NothingToWaitFor,
    NotOnTeam,
    RestNeeded,
    TooEarly,
)
from scheduling.errors.feeds import NoSuchFeed, TooManyFeeds
from scheduling.errors.ledger import ImpossibleEntry, NoSuchEntry
from scheduling.errors.shifts import (
    ImpossibleShift,
    ImpossibleTime,
    NoSuchShift,
    ShiftExists,
    ShiftFull,
    ShiftOver,
)
from scheduling.errors.templates import (
    ImpossibleDay,
    ImpossibleTemplate,
    NoSuchSpecialDay,
    NoSuchTemplate,
    NoSuchTerm,
)
from scheduling.errors.training import ImpossibleTraining, NoSuchTraining, NotTrained
from scheduling.errors.why import REFUSALS

__all__ = [
    "REFUSALS",
    "AlreadyBegun",
    "AlreadyYours",
    "AppointmentOver",
    "CalendarClosed",
    "CalendarRefused",
    "CoverAsked",
    "CoverGone",
    "DutiesOverlap",
    "DutyMoved",
    "HasAppointment",
    "ImpossibleDay",
    "ImpossibleDropIn",
    "ImpossibleEntry",
    "ImpossibleShift",
    "ImpossibleTemplate",
    "ImpossibleTime",
    "ImpossibleTraining",
    "ImpossibleWindow",
    "LanguageNeeded",
    "NoAppointments",
    "NoSuchAppointment",
    "NoSuchBookingCode",
    "NoSuchCalendar",
    "NoSuchCover",
    "NoSuchDuty",
    "NoSuchEntry",
    "NoSuchFeed",
    "NoSuchShift",
    "NoSuchSpecialDay",
    "NoSuchTemplate",
    "NoSuchTerm",
    "NoSuchTraining",
    "NotOnTeam",
    "NotTheirs",
    "NotTrained",
    "NothingToWaitFor",
    "RestNeeded",
    "ShiftExists",
    "ShiftFull",
    "ShiftOver",
    "TicketOver",
    "TimeTaken",
    "TooEarly",
    "TooManyCalendars",
    "TooManyFeeds",
]
