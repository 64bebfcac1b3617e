"""The coordinator's pages: a new shift, one shift, calling it off."""

from uuid import UUID

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from core.access import allows, may
from core.db import reading, transaction
from core.errors import Refusal
from core.i18n import pick
from organisation import queries as organisation
from scheduling import actions, queries
from scheduling.access import (
    PLAN,
    VIEW,
    access_line_to_plan,
    access_shift,
    access_shift_to_plan,
    lines_seen,
)
from scheduling.forms import ShiftForm
from scheduling.routes.blueprint import bp, page, refused, worker_here
from scheduling.schemas import Plan


@bp.get("/roster/new")
@allows(PLAN)
def new_shift() -> str:
    """Ask what the new shift is like; a gap on the roster fills the form in."""
    return page("new.html", form=_form(ShiftForm(request.args)), wrong="")


@bp.post("/roster/new")
@allows(PLAN)
def plan() -> Response:
    """Make the shifts."""
    form = _form(ShiftForm(request.form))
    if not form.validate():
        return make_response(page("new.html", form=form, wrong=""), 422)
    try:
        count, week = _plan(form)
    except Refusal as refusal:
        wrong = str(refusal.sentence)
        return make_response(page("new.html", form=form, wrong=wrong), refusal.status)
    flash(ngettext("%(num)d shift was made.", "%(num)d shifts were made.", count))
    return redirect(url_for("scheduling.roster", week=week), 303)


def _form(form: ShiftForm) -> ShiftForm:
    actor, _worker_id = worker_here()
    with reading() as session:
        lines = lines_seen(session, actor, may_plan=True)
        form.line_id.choices = [(str(line.id), pick(line.name)) for line in lines]
    return form


def _plan(form: ShiftForm) -> tuple[int, str]:
    """Make the shifts that the form asks for; gives how many, and the first week."""
    actor, _worker_id = worker_here()
    asked = form.data
    with transaction() as session:
        wanted = Plan(
            line_id=access_line_to_plan(session, actor, UUID(asked["line_id"])),
            day=asked["day"],
            begins=f"{asked['begins']:%H:%M}",
            ends=f"{asked['ends']:%H:%M}",
            least=asked["least"],
            greatest=asked["greatest"],
            weeks=asked["weeks"],
        )
        made = actions.plan(session, wanted)
    year, week, _weekday = asked["day"].isocalendar()
    return len(made), f"{year}-W{week:02}"


@bp.get("/roster/shifts/<uuid:shift_id>")
@allows(VIEW)
def shift(shift_id: UUID) -> str:
    """Show one shift: who is coming, and what may be done."""
    actor, _worker_id = worker_here()
    with reading() as session:
        found = access_shift(session, actor, shift_id, may_plan=may(actor, PLAN))
        return page(
            "shift.html",
            slot=queries.slot(session, actor, found),
            line=organisation.line(session, found.line_id),
            is_cancelled=found.cancelled_at is not None,
            may_plan=may(actor, PLAN),
        )


@bp.post("/roster/shifts/<uuid:shift_id>/call-off")
@allows(PLAN)
def call_off(shift_id: UUID) -> Response:
    """Call a shift off."""
    actor, _worker_id = worker_here()
    try:
        with transaction() as session:
            actions.call_off(session, access_shift_to_plan(session, actor, shift_id))
    except Refusal as refusal:
        return refused(refusal)
    flash(_("The shift was called off."))
    return redirect(url_for("scheduling.roster"), 303)
