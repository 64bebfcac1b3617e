"""What a period of hours is, and what a door is at a moment."""

from enum import StrEnum


class HoursKind(StrEnum):
    """What a period of hours is: the weekly rule, an exception by date or by feast, or always."""

    WEEKLY = "weekly"
    EXCEPTION = "exception"
    ALWAYS = "always"
    HOLIDAY = "holiday"


class Weeks(StrEnum):
    """In which weeks a span holds, by their number in the year (ISO 8601)."""

    EVERY = "every"
    ODD = "odd"
    EVEN = "even"


class Door(StrEnum):
    """Whether somebody can be reached now.

    By appointment is a state of its own, and unknown is not closed.
    """

    OPEN = "open"
    APPOINTMENT = "appointment"
    CLOSED = "closed"
    UNKNOWN = "unknown"
