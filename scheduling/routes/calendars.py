"""A worker's calendars: addresses at which other programs read our calendar."""

from uuid import UUID

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core.access import allows
from core.db import reading, transaction
from core.errors import Refusal
from core.house import house
from core.i18n import pick
from scheduling import actions, queries
from scheduling.access import VIEW, lines_seen
from scheduling.forms import FeedForm
from scheduling.forms.calendars import BUSY, MINE
from scheduling.routes.blueprint import bp, page, worker_here
from scheduling.schemas import FeedKind


@bp.get("/roster/calendars")
@allows(VIEW)
def calendars() -> str:
    """Show the addresses of one's calendars."""
    return _page(_form(FeedForm()))


@bp.post("/roster/feeds")
@allows(VIEW)
def create_feed() -> Response:
    """Make a calendar address. It is shown once, so the answer is the page and no redirect."""
    actor, _worker_id = worker_here()
    form = _form(FeedForm(request.form))
    if not form.validate():
        return make_response(_page(form), 422)
    kind, line_id = _shown(form.shows.data)
    try:
        with transaction() as session:
            label = (form.label.data or "").strip()
            token = actions.create_feed(session, actor, label=label, kind=kind, line_id=line_id)
    except Refusal as refusal:
        flash(str(refusal.sentence), "error")
        return redirect(url_for("scheduling.calendars"), 303)
    address = url_for("scheduling.feed", token=token)
    return make_response(_page(_form(FeedForm()), made=house().settings.origin + address))


@bp.post("/roster/feeds/<uuid:feed_id>/revoke")
@allows(VIEW)
def revoke_feed(feed_id: UUID) -> Response:
    """Revoke a calendar address."""
    actor, _worker_id = worker_here()
    with transaction() as session:
        actions.revoke_feed(session, actor, feed_id)
    flash(_("The calendar address works no more."))
    return redirect(url_for("scheduling.calendars"), 303)


def _form(form: FeedForm) -> FeedForm:
    form.shows.choices = _choices()
    return form


def _choices() -> list[tuple[str, str]]:
    actor, _worker_id = worker_here()
    with reading() as session:
        lines = [
            (str(line.id), _("Everybody’s duties: %(line)s", line=pick(line.name)))
            for line in lines_seen(session, actor, may_plan=False)
        ]
    return [
        (MINE, _("My duties and appointments")),
        (BUSY, _("Only that I am busy, for a calendar that others read")),
        *lines,
    ]


def _shown(chosen: str) -> tuple[FeedKind, UUID | None]:
    return (FeedKind(chosen), None) if chosen in {MINE, BUSY} else (FeedKind.LINE, UUID(chosen))


def _page(form: FeedForm, *, made: str = "") -> str:
    _actor, worker_id = worker_here()
    with reading() as session:
        return page(
            "calendars.html",
            feeds=queries.feeds(session, worker_id),
            shown=dict(_choices()),
            form=form,
            made=made,
        )
