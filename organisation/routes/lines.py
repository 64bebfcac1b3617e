"""Doors to a line's own page."""

from babel import Locale
from flask import Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from core.access import allows
from core.db import reading, transaction
from core.i18n import language
from core.identity import Kind, actor_here
from organisation import actions
from organisation.access import EDIT_LINE, access_line
from organisation.line_form import LineForm
from organisation.models import Line
from organisation.queries import units
from organisation.routes.doors import bp, see


@bp.get("/team/lines/<slug>")
@allows(EDIT_LINE)
def line(slug: str) -> str:
    """Show a line as it may be edited."""
    with reading() as session:
        found = access_line(session, actor_here(Kind.WORKER), slug)
        offered = units(session, found.organisation_id)
    return _page(found, LineForm.of(found).offer(offered))


@bp.post("/team/lines/<slug>")
@allows(EDIT_LINE)
def edit_line(slug: str) -> Response | tuple[str, int]:
    """Change what a line tells and promises."""
    actor = actor_here(Kind.WORKER)
    form = LineForm(request.form)
    with transaction() as session:
        found = access_line(session, actor, slug)
        is_right = form.offer(units(session, found.organisation_id)).validate()
        if is_right:
            actions.edit_line(session, actor, found, form.details(found))
    if not is_right:
        return _page(found, form), 422
    flash(_("Saved. Visitors see it at once."))
    return see(url_for("organisation.line", slug=slug))


def _page(found: Line, form: LineForm) -> str:
    weekdays = _weekday_names()
    return render_template(
        "organisation/line.html",
        line=found,
        form=form,
        problems=form.problems(weekdays),
        weekday_names=weekdays,
    )


def _weekday_names() -> list[str]:
    names = Locale.parse(language()).days["stand-alone"]["wide"]
    return [names[number].capitalize() for number in range(7)]
