"""Calendars as iCalendar (RFC 5545): what real calendar programs need, and no more.

One VEVENT per duty in UTC: no RRULE and no VTIMEZONE, on which programs disagree. No UID on the
VCALENDAR (vdirsyncer then keeps one event of all) and no METHOD (PUBLISH would need an ORGANIZER,
RFC 5546). REFRESH-INTERVAL has no default type (RFC 7986, 5.7), so it says DURATION itself; Outlook
reads X-PUBLISHED-TTL. UID, SEQUENCE, DTSTAMP and LAST-MODIFIED come from the row, so that the same
duties are the same bytes. No visitor's name and no word of theirs is in it.

Written by hand because it is asked for every few minutes by every device: fifteen times as fast as
by the library, which reads it in the tests (`bench/feeds.py`).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from scheduling.schemas import Booking, FeedEvent, FeedKind

PRODID = "-//Rinnalla//Duty 1//FI"
# The UUID makes the UID unique; the right side only looks like an address (RFC 2606).
HOST = "rinnalla.invalid"
# A visitor's calendar may be read by others: nothing in it names this house.
NEUTRAL_HOST = "appointment.invalid"
NEUTRAL_PRODID = "-//Appointment//1//FI"
REFRESH = "PT1H"
LONGEST_ROW = 75  # octets, without the line break (RFC 5545, 3.1)


def calendar(events: Iterable[FeedEvent], kind: FeedKind, language: str) -> bytes:
    """Write a feed in the worker's language."""
    with force_locale(language):
        name = escaped(_name(kind))
        rows = [
            "BEGIN:VCALENDAR",
            f"PRODID:{PRODID}",
            "VERSION:2.0",
            "CALSCALE:GREGORIAN",
            f"NAME:{name}",
            f"X-WR-CALNAME:{name}",
            f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
            f"X-PUBLISHED-TTL:{REFRESH}",
        ]
        words = _words()
        for event in events:
            rows += _event(event, kind, words)
    return written([*rows, "END:VCALENDAR"])


def neutral_event(booking: Booking, language: str) -> bytes:
    """Write a visitor's booking as a calendar file that says when, and nothing else."""
    with force_locale(language):
        said = _("Appointment")
        return written(
            [
                "BEGIN:VCALENDAR",
                f"PRODID:{NEUTRAL_PRODID}",
                "VERSION:2.0",
                "BEGIN:VEVENT",
                f"UID:{booking.uid}@{NEUTRAL_HOST}",
                f"SEQUENCE:{booking.sequence}",
                f"DTSTAMP:{stamp(booking.updated_at)}",
                f"DTSTART:{stamp(booking.starts_at)}",
                f"DTEND:{stamp(booking.ends_at)}",
                f"SUMMARY:{escaped(said)}",
                "CLASS:PRIVATE",
                "END:VEVENT",
                "END:VCALENDAR",
            ]
        )


def alone(event: FeedEvent, language: str) -> bytes:
    """Write one event as a calendar of its own, as a CalDAV collection holds it (RFC 4791, 4.1)."""
    with force_locale(language):
        head = ["BEGIN:VCALENDAR", f"PRODID:{PRODID}", "VERSION:2.0"]
        return written([*head, *_event(event, FeedKind.MINE, _words()), "END:VCALENDAR"])


def summary_of(event: FeedEvent) -> str:
    """Say in the language of here what an event is, whether or not it was cancelled."""
    return _summary(replace(event, is_cancelled=False), FeedKind.MINE, _words())


def stamp(moment: datetime) -> str:
    """Write a moment of UTC as DATE-TIME (RFC 5545, 3.3.5)."""
    return f"{moment:%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Write words as TEXT (RFC 5545, 3.3.11); what is no letter to anybody is left out."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(letter for letter in text if letter >= " " or letter == "\t")


def written(rows: Iterable[str]) -> bytes:
    """Join rows with CRLF, folded at 75 octets and never within a letter."""
    return b"".join(folded(row) for row in rows)


def folded(row: str) -> bytes:
    """Fold one row."""
    raw = row.encode()
    if len(raw) <= LONGEST_ROW:
        return raw + b"\r\n"
    parts, start, room = [], 0, LONGEST_ROW
    while start < len(raw):
        end = min(start + room, len(raw))
        # 10xxxxxx continues a letter of UTF-8: go back to where one begins.
        while end < len(raw) and raw[end] & 0xC0 == 0x80:  # noqa: PLR2004
            end -= 1
        parts.append(raw[start:end])
        start, room = end, LONGEST_ROW - 1
    return b"\r\n ".join(parts) + b"\r\n"


def _event(event: FeedEvent, kind: FeedKind, words: dict[str, str]) -> list[str]:
    updated = stamp(event.updated_at)
    # One calendar may hold several of our feeds: what is told in another way is another event.
    host = HOST if kind is not FeedKind.BUSY else f"busy.{HOST}"
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}@{host}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{updated}",
        f"LAST-MODIFIED:{updated}",
        f"DTSTART:{stamp(event.starts_at)}",
        f"DTEND:{stamp(event.ends_at)}",
        f"SUMMARY:{escaped(_summary(event, kind, words))}",
        "CLASS:PRIVATE",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        f"TRANSP:{'TRANSPARENT' if event.is_cancelled else 'OPAQUE'}",
        "END:VEVENT",
    ]


def _words() -> dict[str, str]:
    """Give the words once a calendar, not once an event."""
    return {
        "busy": _("Busy"),
        "duty": _("Duty"),
        "duty_on": _("Duty: %(line)s", line="\0"),
        "appointment": _("Appointment: %(name)s", name="\0"),
        "cancelled": _("Cancelled: %(duty)s", duty="\0"),
    }


def _summary(event: FeedEvent, kind: FeedKind, words: dict[str, str]) -> str:
    if kind is FeedKind.BUSY:
        summary = words["busy"]
    elif kind is FeedKind.LINE:
        summary = f"{event.what}: {event.who}" if event.who else event.what
    elif event.is_duty:
        summary = words["duty_on"].replace("\0", event.what) if event.what else words["duty"]
    else:
        summary = words["appointment"].replace("\0", event.what)
    # Some programs do not show STATUS; the words do.
    return words["cancelled"].replace("\0", summary) if event.is_cancelled else summary


def _name(kind: FeedKind) -> str:
    return {
        FeedKind.MINE: _("My duties"),
        FeedKind.BUSY: _("Busy"),
        FeedKind.LINE: _("Duties on the line"),
    }[kind]
