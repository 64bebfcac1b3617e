"""A worker's own page: the button for now, the duties to come, the calendar addresses."""

from datetime import timedelta
from uuid import UUID

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core.access import allows, may
from core.db import reading, transaction
from core.errors import Refusal
from core.house import house
from scheduling import actions, queries
from scheduling.access import CLAIM, VIEW, lines_seen
from scheduling.forms import DropInForm, FeedForm
from scheduling.routes.blueprint import back, bp, page, refused, worker_here

BACK_SHOWN = timedelta(days=30)


@bp.get("/roster/mine")
@allows(VIEW)
def mine() -> str:
    """Show my duties and my calendar addresses."""
    return _mine(FeedForm())


@bp.post("/roster/feeds")
@allows(VIEW)
def create_feed() -> Response:
    """Make a calendar address. It is shown once, so the answer is the page and no redirect."""
    actor, _worker_id = worker_here()
    form = FeedForm(request.form)
    if not form.validate():
        return make_response(_mine(form), 422)
    try:
        with transaction() as session:
            token = actions.create_feed(session, actor, label=form.data["label"].strip())
    except Refusal as refusal:
        flash(str(refusal.sentence), "error")
        return redirect(url_for("scheduling.mine"), 303)
    address = url_for("scheduling.feed", token=token)
    return make_response(_mine(FeedForm(), made=house().settings.origin + address))


@bp.post("/roster/feeds/<uuid:feed_id>/revoke")
@allows(VIEW)
def revoke_feed(feed_id: UUID) -> Response:
    """Revoke a calendar address."""
    actor, _worker_id = worker_here()
    with transaction() as session:
        actions.revoke_feed(session, actor, feed_id)
    flash(_("The calendar address works no more."))
    return redirect(url_for("scheduling.mine"), 303)


@bp.post("/roster/drop-in")
@allows(CLAIM)
def drop_in() -> Response:
    """Begin a duty now, for a free while (R43)."""
    actor, _worker_id = worker_here()
    form = DropInForm(request.form)
    form.checked()
    try:
        with transaction() as session:
            actions.drop_in(session, actor, UUID(form.line_id.data), form.until.data or "")
    except Refusal as refusal:
        return refused(refusal)
    flash(_("You are on duty. Thank you for being here."))
    return back()


def _mine(form: FeedForm, *, made: str = "") -> str:
    actor, worker_id = worker_here()
    with reading() as session:
        duties = queries.my_duties(session, worker_id, back=BACK_SHOWN)
        return page(
            "mine.html",
            duties=duties,
            feeds=queries.feeds(session, worker_id),
            duty_now=queries.my_duty_now(session, worker_id),
            form=form,
            notices=queries.notices(session, worker_id),
            my_languages=queries.languages_of(session, worker_id),
            all_languages=actions.LANGUAGES,
            made=made,
            drop_in_lines=lines_seen(session, actor, may_plan=False) if may(actor, CLAIM) else [],
        )
