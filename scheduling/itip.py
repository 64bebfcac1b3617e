"""Invitations and their end, as mail that calendars understand (iTIP RFC 5546, iMIP RFC 6047).

REQUEST for what is theirs, CANCEL for what is not any more; the UID is the feed's, the SEQUENCE the
row's. The METHOD stands in the calendar and on the part that carries it; the same bytes come once
more as a file, because some programs look only there. No visitor is named, and nobody else.
"""

from email.message import EmailMessage

from flask_babel import force_locale
from flask_babel import gettext as _

from core.mail import compose
from core.settings import Settings
from policies.telling import Reader
from scheduling import words
from scheduling.ical import HOST, PRODID, escaped, stamp, summary_of, written
from scheduling.schemas import FeedEvent
from scheduling.telling import News


def invitation(settings: Settings, to: Reader, news: News) -> EmailMessage:
    """Compose the mail that invites somebody to their own duty or appointment, or calls it off."""
    method = "CANCEL" if news.is_off else "REQUEST"
    with force_locale(to.language):
        event = news.event
        raw = itip(settings, to, news)
        message = compose(
            settings,
            to.email,
            "duty",
            what=_what(event, is_off=news.is_off),
            day=words.whole_day(event.starts_at),
            hours=words.hours(event.starts_at, event.ends_at),
            is_off=news.is_off,
            lang=to.language,
        )
    message.add_alternative(raw.decode(), subtype="calendar", params={"method": method})
    message.add_attachment(raw, maintype="application", subtype="ics", filename="invite.ics")
    return message


def itip(settings: Settings, to: Reader, news: News) -> bytes:
    """Write the calendar object of an invitation."""
    event = news.event
    sent_by = settings.mail_from.rpartition("<")[2].rstrip(">").strip()
    return written(
        [
            "BEGIN:VCALENDAR",
            f"PRODID:{PRODID}",
            "VERSION:2.0",
            "CALSCALE:GREGORIAN",
            f"METHOD:{'CANCEL' if news.is_off else 'REQUEST'}",
            "BEGIN:VEVENT",
            f"UID:{event.uid}@{HOST}",
            f"SEQUENCE:{event.sequence}",
            f"DTSTAMP:{stamp(event.updated_at)}",
            f"DTSTART:{stamp(event.starts_at)}",
            f"DTEND:{stamp(event.ends_at)}",
            f"SUMMARY:{escaped(_what(event, is_off=news.is_off))}",
            f"ORGANIZER;CN=Rinnalla:mailto:{sent_by}",
            f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{to.email}",
            f"STATUS:{'CANCELLED' if news.is_off else 'CONFIRMED'}",
            "CLASS:PRIVATE",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    )


def _what(event: FeedEvent, *, is_off: bool) -> str:
    said = summary_of(event)
    return str(_("Cancelled: %(duty)s", duty=said)) if is_off else said
