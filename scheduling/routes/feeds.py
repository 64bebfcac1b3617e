"""The calendar feed: public, because a calendar program cannot sign in; the token is the secret."""

import hashlib

from flask import Response, request

from core import clock
from core.access import PUBLIC, allows
from core.db import reading, transaction
from scheduling import actions, ical, queries
from scheduling.routes.blueprint import bp
from scheduling.schemas import FeedOwner

SECONDS = 300
# Part of the ETag: raise it when the same events are written in another way.
FORM = "2"


@bp.get("/feeds/<token>.ics")
@allows(PUBLIC)
def feed(token: str) -> Response:
    """Give a calendar as iCalendar, or 304 when the program has it already.

    Raises `NoSuchFeed` for an unknown token, a revoked one and a leaver's alike.
    """
    with reading() as session:
        owner = queries.feed_owner(session, token)
        tag = _tag(queries.feed_version(session, owner))
        is_known = request.if_none_match.contains(tag)
        events = [] if is_known else queries.feed_events(session, owner)
    _note_use(owner)
    if is_known:
        response = Response(status=304)
    else:
        body = ical.calendar(events, owner.kind, owner.language)
        response = Response(body, mimetype="text/calendar")
        response.headers["Content-Disposition"] = 'inline; filename="duties.ics"'
        response.last_modified = max((event.updated_at for event in events), default=None)
    response.set_etag(tag)
    response.headers["Cache-Control"] = f"private, max-age={SECONDS}"
    return response


def _tag(version: str) -> str:
    return hashlib.sha256(f"{FORM}{version}".encode()).hexdigest()[:32]


def _note_use(owner: FeedOwner) -> None:
    """Write the day at most once a day: programs ask every few minutes."""
    if owner.last_used_on != clock.local_day():
        with transaction() as session:
            actions.use_feed(session, owner.feed_id)
