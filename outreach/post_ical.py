"""Posts as iCalendar (RFC 5545), in the form that `scheduling.ical` has tried on many programs."""

from collections.abc import Iterable
from datetime import date, timedelta

from flask_babel import force_locale
from flask_babel import gettext as _

from outreach.models import Post
from outreach.schemas.posts import PostState
from outreach.words import word
from scheduling.hours import wall
from scheduling.ical import HOST, PRODID, REFRESH, escaped, stamp, written

LASTS = timedelta(minutes=30)


def post_calendar(posts: Iterable[Post], language: str) -> bytes:
    """Write a feed in the worker's language: titles and states, no text of a post."""
    with force_locale(language):
        name = escaped(_("Posts"))
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
        for post in posts:
            rows += _event(post)
    return written([*rows, "END:VCALENDAR"])


def _event(post: Post) -> list[str]:
    updated = stamp(post.updated_at)
    is_gone = post.state is PostState.WITHDRAWN
    return [
        "BEGIN:VEVENT",
        f"UID:{post.id}@{HOST}",
        f"SEQUENCE:{post.sequence}",
        f"DTSTAMP:{updated}",
        f"LAST-MODIFIED:{updated}",
        *_times(post),
        f"SUMMARY:{escaped(f'{post.title} ({word(post.state).lower()})')}",
        f"STATUS:{'CANCELLED' if is_gone else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _times(post: Post) -> list[str]:
    """Give the hour in UTC, or the whole day where no hour is planned."""
    if post.planned_at is None:
        return [
            f"DTSTART;VALUE=DATE:{_day(post.planned_on)}",
            f"DTEND;VALUE=DATE:{_day(post.planned_on + timedelta(days=1))}",
        ]
    starts = wall(post.planned_on, f"{post.planned_at:%H:%M}")
    return [f"DTSTART:{stamp(starts)}", f"DTEND:{stamp(starts + LASTS)}"]


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"
