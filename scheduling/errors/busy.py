"""What is refused about workers' own calendars."""

from typing import Self

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal

REASONS = {
    "too_large": _l("That calendar is larger than we take. Send one with fewer years in it."),
    "too_many": _l("There are more events in that calendar than we take."),
    "too_often": _l("Something in that calendar repeats every minute or without end."),
    "too_long": _l("Reading that calendar takes too long. Something in it may repeat without end."),
    "unknown_zone": _l("There is a time zone in that calendar that nobody knows."),
    "unreadable": _l("That is not a calendar that we can read (iCalendar, .ics)."),
}


class NoSuchCalendar(NotFound):
    """There is no such calendar, or it is somebody else's."""

    code = "no_such_calendar"


class CalendarRefused(Refusal):
    """The calendar cannot be read, or could not be read in time."""

    code = "calendar_refused"
    status = 422
    sentence = REASONS["unreadable"]

    @classmethod
    def because(cls, reason: str) -> Self:
        """Say why in words."""
        return cls(REASONS.get(reason, REASONS["unreadable"]))


class CalendarClosed(Refusal):
    """The worker's own calendar does not let us in."""

    code = "calendar_closed"
    status = 422
    sentence = _l("Your calendar does not let us in. Check the user name and the password.")


class TooManyCalendars(Refusal):
    """A few calendars tell when somebody is busy."""

    code = "too_many_calendars"
    status = 409
    sentence = _l("You have five calendars here. Remove one that you do not need.")
