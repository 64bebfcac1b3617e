"""The calendar feed: public, because a calendar program cannot sign in; the token is the secret."""

from flask import Response, request

from core import clock
from core.access import PUBLIC, allows
from core.db import reading, transaction
from scheduling import actions, ical, queries
from scheduling.routes.blueprint import bp
from scheduling.schemas import FeedOwner

SECONDS = 300


@bp.get("/feeds/<token>.ics")
@allows(PUBLIC)
def feed(token: str) -> Response:
    """Give a worker's duties as iCalendar, or 304 when the program has them already.

    Raises `NoSuchFeed` for an unknown token, a revoked one and a leaver's alike.
    """
    with reading() as session:
        owner = queries.feed_owner(session, token)
        duties = queries.feed_duties(session, owner.worker_id)
    _note_use(owner)
    tag = ical.etag(duties, owner.language)
    if request.if_none_match.contains(tag):
        response = Response(status=304)
    else:
        response = Response(ical.calendar(duties, owner.language), mimetype="text/calendar")
        response.headers["Content-Disposition"] = 'inline; filename="duties.ics"'
        latest = max((duty.updated_at for duty in duties), default=None)
        response.last_modified = latest
    response.set_etag(tag)
    response.headers["Cache-Control"] = f"private, max-age={SECONDS}"
    return response


def _note_use(owner: FeedOwner) -> None:
    """Write the day at most once a day: programs ask every few minutes."""
    if owner.last_used_on != clock.local_day():
        with transaction() as session:
            actions.use_feed(session, owner.feed_id)
