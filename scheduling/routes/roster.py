"""The roster: a week on the lines that the worker sees, and the buttons on it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

from flask import flash, request
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from core import clock
from core.access import allows, may
from core.db import reading, transaction
from core.errors import Refusal
from core.i18n import pick
from core.identity import Actor
from scheduling import actions, queries
from scheduling.access import CLAIM, PLAN, VIEW, lines_seen
from scheduling.routes.blueprint import YEARS, back, bp, page, refused, worker_here

Deed = Callable[[Session, Actor, UUID], object]


@bp.get("/roster")
@allows(VIEW)
def roster() -> str:
    """Show a week: what is missing first, then the days with their shifts by line.

    With `view=calendar` also as a calendar, which the list stands in for where no script runs.
    """
    return _week_page("roster.html")


@bp.get("/roster/print")
@allows(VIEW)
def printed() -> str:
    """Show the week as a sheet of paper for the wall."""
    return _week_page("print.html")


def _week_page(template: str) -> str:
    actor, worker_id = worker_here()
    monday = _monday(request.args.get("week", ""))
    with reading() as session:
        seen = lines_seen(session, actor, may_plan=may(actor, PLAN))
        shown = [line for line in seen if line.slug == request.args.get("line")]
        return page(
            template,
            lines={line.id: line for line in seen},
            chosen=shown[0] if shown else None,
            is_calendar=request.args.get("view") == "calendar",
            shows_as=request.args.get("as", ""),
            shown_lines=[{"id": str(line.id), "title": pick(line.name)} for line in shown or seen],
            week=queries.week(session, actor, shown or seen, monday),
            week_name=_week_name(monday),
            week_before=_week_name(monday - timedelta(weeks=1)),
            week_after=_week_name(monday + timedelta(weeks=1)),
            is_this_week=monday == _monday(""),
            duty_now=queries.my_duty_now(session, worker_id),
            may_plan=may(actor, PLAN),
        )


def _monday(week: str) -> date:
    """Give the Monday of "2026-W48"; of this week when there is no such week."""
    with suppress(ValueError):
        monday = date.fromisoformat(f"{week}-1")
        if monday.year in YEARS:
            return monday
    today = clock.local_day()
    return today - timedelta(days=today.weekday())


def _week_name(monday: date) -> str:
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02}"


@bp.post("/roster/shifts/<uuid:shift_id>/claim")
@allows(CLAIM)
def claim(shift_id: UUID) -> Response:
    """Take a place."""
    return _do(actions.claim, shift_id, _("The place is yours."))


@bp.post("/roster/duties/<uuid:duty_id>/release")
@allows(CLAIM)
def release(duty_id: UUID) -> Response:
    """Give a place back."""
    return _do(actions.release, duty_id, _("You gave the place back."))


@bp.post("/roster/duties/<uuid:duty_id>/check-in")
@allows(CLAIM)
def check_in(duty_id: UUID) -> Response:
    """Begin a duty."""
    return _do(actions.check_in, duty_id, _("You are on duty. Thank you for being here."))


@bp.post("/roster/duties/<uuid:duty_id>/check-out")
@allows(CLAIM)
def check_out(duty_id: UUID) -> Response:
    """End a duty."""
    return _do(actions.check_out, duty_id, _("Your duty has ended. Thank you."))


def _do(deed: Deed, of: UUID, said: str) -> Response:
    actor, _worker_id = worker_here()
    try:
        with transaction() as session:
            deed(session, actor, of)
    except Refusal as refusal:
        return refused(refusal)
    flash(said)
    return back()
