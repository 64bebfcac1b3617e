"""A worker's calendars: where others read ours, what we read of theirs and what we put there."""

from uuid import UUID

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.wrappers import Response

from core.access import allows
from core.db import reading, transaction
from core.errors import Refusal
from core.house import house
from core.i18n import pick
from core.limits import limiter
from policies.queries import policy
from scheduling import actions, queries
from scheduling.access import VIEW, lines_seen
from scheduling.busy_calendars import busy_at, busy_of
from scheduling.caldav import Account, look_in
from scheduling.forms import BusyForm, CalDavForm, FeedForm
from scheduling.forms.calendars import BUSY, MINE
from scheduling.routes.blueprint import bp, page, worker_here
from scheduling.schemas import FeedKind
from scheduling.schemas.deliveries import DeliveryKind

AROUND_A_FILE = 10_000


@bp.get("/roster/calendars")
@allows(VIEW)
def calendars() -> str:
    """Show the addresses of one's calendars."""
    return _page()


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
    return make_response(_page(made=house().settings.origin + address))


@bp.post("/roster/feeds/<uuid:feed_id>/revoke")
@allows(VIEW)
def revoke_feed(feed_id: UUID) -> Response:
    """Revoke a calendar address."""
    actor, _worker_id = worker_here()
    with transaction() as session:
        actions.revoke_feed(session, actor, feed_id)
    flash(_("The calendar address works no more."))
    return redirect(url_for("scheduling.calendars"), 303)


@bp.post("/roster/calendars/busy")
@allows(VIEW)
@limiter.limit("10 per minute")
def take_calendar_in() -> Response:
    """Take in when one is busy by a calendar of one's own; nothing else of it is kept."""
    request.max_content_length = policy().calendars.max_bytes + AROUND_A_FILE
    actor, _worker_id = worker_here()
    form = BusyForm(CombinedMultiDict([request.form, request.files]))
    if not form.validate():
        return make_response(_page(busy_form=form), 422)
    address, file = (form.where.data or "").strip(), request.files.get("file")
    try:
        busy = busy_of(file.read()) if file and file.filename else busy_at(address)
        with transaction() as session:
            label = (form.called.data or "").strip()
            actions.take_in(session, actor, label, busy, address=address if not file else "")
    except Refusal as refusal:
        form.where.errors = [str(refusal.sentence)]
        return make_response(_page(busy_form=form), refusal.status)
    flash(_("Taken in. You are not booked while you are busy there."))
    return redirect(url_for("scheduling.calendars"), 303)


@bp.post("/roster/calendars/busy/<uuid:source_id>/delete")
@allows(VIEW)
def give_up_calendar(source_id: UUID) -> Response:
    """Forget a calendar of one's own."""
    actor, _worker_id = worker_here()
    with transaction() as session:
        actions.give_up_calendar(session, actor, source_id)
    flash(_("Forgotten, with everything that was known of it."))
    return redirect(url_for("scheduling.calendars"), 303)


@bp.post("/roster/calendars/mail")
@allows(VIEW)
def deliver_by_mail() -> Response:
    """Begin or stop to get one's duties as invitations by mail."""
    actor, _worker_id = worker_here()
    with transaction() as session:
        if request.form.get("wanted") == "yes":
            actions.deliver_by_mail(session, actor)
        else:
            actions.stop_delivering(session, actor, DeliveryKind.MAIL)
    flash(_("Kept."))
    return redirect(url_for("scheduling.calendars"), 303)


@bp.post("/roster/calendars/caldav")
@allows(VIEW)
@limiter.limit("10 per minute")
def deliver_by_caldav() -> Response:
    """Put one's duties into a calendar of one's own from now on, once it has let us in."""
    actor, _worker_id = worker_here()
    form = CalDavForm(request.form)
    if not form.validate():
        return make_response(_page(caldav_form=form), 422)
    account = Account(
        (form.address.data or "").strip(), (form.user.data or "").strip(), form.password.data or ""
    )
    try:
        look_in(account)
        with transaction() as session:
            actions.deliver_by_caldav(session, actor, account)
    except Refusal as refusal:
        form.address.errors = [str(refusal.sentence)]
        return make_response(_page(caldav_form=form), refusal.status)
    flash(_("Your duties appear in your calendar within a minute."))
    return redirect(url_for("scheduling.calendars"), 303)


@bp.post("/roster/calendars/caldav/stop")
@allows(VIEW)
def stop_caldav() -> Response:
    """Put nothing more into one's own calendar, and forget its password."""
    actor, _worker_id = worker_here()
    with transaction() as session:
        actions.stop_delivering(session, actor, DeliveryKind.CALDAV)
    flash(_("Stopped. What is in your calendar stays there."))
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


def _page(
    form: FeedForm | None = None,
    *,
    busy_form: BusyForm | None = None,
    caldav_form: CalDavForm | None = None,
    made: str = "",
) -> str:
    _actor, worker_id = worker_here()
    with reading() as session:
        return page(
            "calendars.html",
            feeds=queries.feeds(session, worker_id),
            shown=dict(_choices()),
            sources=queries.busy_sources(session, worker_id),
            by_mail=queries.own_delivery(session, worker_id, DeliveryKind.MAIL),
            by_caldav=queries.own_delivery(session, worker_id, DeliveryKind.CALDAV),
            form=form or _form(FeedForm()),
            busy_form=busy_form or BusyForm(),
            caldav_form=caldav_form or CalDavForm(),
            made=made,
        )
