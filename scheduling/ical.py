"""A worker's duties as iCalendar (RFC 5545): what real calendar programs need, and no more.

One VEVENT per duty in UTC: no RRULE and no VTIMEZONE, on which programs disagree. No UID on the
VCALENDAR (vdirsyncer then keeps one event of all) and no METHOD (PUBLISH would need an ORGANIZER,
RFC 5546). REFRESH-INTERVAL has no default type (RFC 7986, 5.7), so it says DURATION itself; Outlook
reads X-PUBLISHED-TTL. UID, SEQUENCE, DTSTAMP and LAST-MODIFIED come from the row, so that the same
duties are the same bytes. Nobody's name and no visitor's word is in it.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import timedelta

from flask_babel import force_locale
from flask_babel import gettext as _
from icalendar import Calendar, Event, vDuration

from core.i18n import pick
from scheduling.schemas import Booking, FeedDuty

PRODID = "-//Rinnalla//Duty 1//FI"
# The UUID makes the UID unique; the right side only looks like an address (RFC 2606).
HOST = "rinnalla.invalid"
# A visitor's calendar may be read by others: nothing in it names this house.
NEUTRAL_HOST = "appointment.invalid"
NEUTRAL_PRODID = "-//Appointment//1//FI"
REFRESH = timedelta(hours=1)
# Part of the ETag: raise it when the same duties are written in another way.
FORM = b"1"


def etag(duties: Iterable[FeedDuty], language: str) -> str:
    """Give a strong ETag without writing the calendar: its bytes depend on nothing else."""
    digest = hashlib.sha256(FORM)
    with force_locale(language):
        digest.update(_("My duties").encode())
        for duty in duties:
            digest.update(f"{duty!r}{_summary(duty, language)}".encode())
    return digest.hexdigest()[:32]


def calendar(duties: Sequence[FeedDuty], language: str) -> bytes:
    """Write the duties as a calendar in the worker's language."""
    with force_locale(language):
        made = _head()
        for duty in duties:
            made.add_component(_event(duty, language))
        return bytes(made.to_ical())


def neutral_event(booking: Booking, language: str) -> bytes:
    """Write a visitor's booking as a calendar file that says when, and nothing else."""
    with force_locale(language):
        made = Calendar()
        made.add("prodid", NEUTRAL_PRODID)
        made.add("version", "2.0")
        event = Event()
        event.add("uid", f"{booking.uid}@{NEUTRAL_HOST}")
        event.add("sequence", booking.sequence)
        event.add("dtstamp", booking.updated_at)
        event.add("dtstart", booking.starts_at)
        event.add("dtend", booking.ends_at)
        event.add("summary", _("Appointment"))
        event.add("class", "PRIVATE")
        made.add_component(event)
        return bytes(made.to_ical())


def _head() -> Calendar:
    head = Calendar()
    head.add("prodid", PRODID)
    head.add("version", "2.0")
    head.add("calscale", "GREGORIAN")
    head.add("name", _("My duties"))
    head.add("x-wr-calname", _("My duties"))
    head.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    head.add("x-published-ttl", vDuration(REFRESH))
    return head


def _event(duty: FeedDuty, language: str) -> Event:
    event = Event()
    event.add("uid", f"{duty.uid}@{HOST}")
    event.add("sequence", duty.sequence)
    event.add("dtstamp", duty.updated_at)
    event.add("last-modified", duty.updated_at)
    event.add("dtstart", duty.starts_at)
    event.add("dtend", duty.ends_at)
    event.add("summary", _summary(duty, language))
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if duty.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if duty.is_cancelled else "OPAQUE")
    return event


def _summary(duty: FeedDuty, language: str) -> str:
    line = pick(duty.line_name, language)
    summary = _("Duty: %(line)s", line=line) if line else _("Duty")
    # Some programs do not show STATUS; the words do.
    return _("Cancelled: %(duty)s", duty=summary) if duty.is_cancelled else summary
