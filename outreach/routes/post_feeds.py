"""Posts in a worker's own calendar: the addresses, and the feed.

The feed is public, because a calendar program cannot sign in; the secret is in its address.
"""

import hashlib
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from core import clock
from core.access import PUBLIC, allows
from core.db import reading, transaction
from core.house import house
from core.identity import Kind, actor_here, actor_of_subject
from outreach import actions
from outreach.access import CAMPAIGNS, access_campaign, campaigns_seen
from outreach.forms import PostFeedForm
from outreach.post_ical import post_calendar as written
from outreach.queries.post_feeds import PostFeedOwner, fed_posts, post_feed_owner, post_feeds
from outreach.routes.door import bp

SECONDS = 300


@bp.get("/outreach/calendar/addresses")
@allows(CAMPAIGNS)
def post_addresses() -> str:
    """Show one's calendar addresses of posts."""
    return _page(PostFeedForm())


@bp.post("/outreach/calendar/addresses")
@allows(CAMPAIGNS)
def make_post_address() -> str | tuple[str, int]:
    """Make a calendar address. It is shown once, so the answer is the page and no redirect."""
    here, form = actor_here(Kind.WORKER), PostFeedForm.sent()
    with transaction() as session:
        if not form.offer(campaigns_seen(session, here)).validate():
            return _page(form), 422
        wanted = form.campaign_id()
        campaign = access_campaign(session, here, wanted) if wanted else None
        secret = actions.make_post_feed(session, here, form.label.data or "", campaign)
    return _page(
        PostFeedForm(formdata=None),
        made=house().settings.origin + url_for("outreach.post_feed", secret=secret),
    )


@bp.post("/outreach/calendar/addresses/<uuid:feed_id>/revoke")
@allows(CAMPAIGNS)
def revoke_post_address(feed_id: UUID) -> Answer:
    """Revoke a calendar address."""
    with transaction() as session:
        actions.revoke_post_feed(session, actor_here(Kind.WORKER), feed_id)
    flash(_("The calendar address works no more."), "good")
    return redirect(url_for("outreach.post_addresses"), 303)


@bp.get("/feeds/posts/<secret>.ics")
@allows(PUBLIC)
def post_feed(secret: str) -> Response:
    """Give the posts that the worker sees today, or 304 when the program has them already.

    Raises `NoSuchPostFeed` for an unknown address, a revoked one and a leaver's alike.
    """
    with reading() as session:
        owner = post_feed_owner(session, secret)
        actor = actor_of_subject(session, Kind.WORKER, owner.worker_id)
        seen = campaigns_seen(session, actor)
        own = [one for one in seen if owner.campaign_id in {None, one.id}]
        body = written(fed_posts(session, own), owner.language)
    _note_use(owner)
    answer = Response(body, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'inline; filename="posts.ics"'
    answer.headers["Cache-Control"] = f"private, max-age={SECONDS}"
    answer.set_etag(hashlib.sha256(body).hexdigest()[:32])
    answer.make_conditional(request)
    return answer


def _note_use(owner: PostFeedOwner) -> None:
    """Write the day at most once a day: programs ask every few minutes."""
    if owner.last_used_on != clock.local_day():
        with transaction() as session:
            actions.use_post_feed(session, owner.feed_id)


def _page(form: PostFeedForm, *, made: str = "") -> str:
    here = actor_here(Kind.WORKER)
    with reading() as session:
        seen = campaigns_seen(session, here)
        return render_template(
            "outreach/post_feeds.html",
            feeds=post_feeds(session, here.id),
            titles={one.id: one.title for one in seen},
            form=form.offer(seen),
            made=made,
        )
