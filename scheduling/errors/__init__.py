"""What the scheduling room refuses, each with a sentence that says what to do."""

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
    "DutiesOverlap",
    "DutyMoved",
    "ImpossibleDropIn",
    "ImpossibleShift",
    "ImpossibleTime",
    "NoSuchDuty",
    "NoSuchFeed",
    "NoSuchShift",
    "NotOnTeam",
    "ShiftExists",
    "ShiftFull",
    "ShiftOver",
    "TooEarly",
    "TooManyFeeds",
]
