"""What a period of hours is, and what a door is at a moment."""

from enum import StrEnum


class HoursKind(StrEnum):
    """What a period of hours is: the weekly rule, a dated exception to it, or always."""

    WEEKLY = "weekly"
    EXCEPTION = "exception"
    ALWAYS = "always"


class Door(StrEnum):
    """Whether somebody can be reached now.

    By appointment is a state of its own, and unknown is not closed.
    """

    OPEN = "open"
    APPOINTMENT = "appointment"
    CLOSED = "closed"
    UNKNOWN = "unknown"
