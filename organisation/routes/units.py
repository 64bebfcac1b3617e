"""Doors to the organisation's units."""

from flask import Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from core.access import allows
from core.db import reading, transaction
from core.i18n import LANGUAGES
from core.identity import Kind, actor_here
from organisation import actions
from organisation.access import EDIT_ANY_LINE
from organisation.forms import UnitForm
from organisation.queries import all_lines, units
from organisation.routes.doors import bp, own_organisation, see


@bp.get("/team/units")
@allows(EDIT_ANY_LINE)
def all_units() -> str:
    """Show the units and which lines each runs."""
    return _page(UnitForm())


@bp.post("/team/units")
@allows(EDIT_ANY_LINE)
def add_unit() -> Response | tuple[str, int]:
    """Found a unit."""
    form = UnitForm(request.form)
    if not form.validate():
        return _page(form), 422
    name = {code: (form[code].data or "").strip() for code in LANGUAGES}
    with transaction() as session:
        actions.add_unit(session, actor_here(Kind.WORKER), name)
    flash(_("The unit is there. Choose it on the pages of its lines."))
    return see(url_for("organisation.all_units"))


def _page(form: UnitForm) -> str:
    organisation_id = own_organisation(actor_here(Kind.WORKER))
    with reading() as session:
        run = all_lines(session, organisation_id)
        return render_template(
            "organisation/units.html",
            units=units(session, organisation_id),
            lines={
                unit_id: [line for line in run if line.unit_id == unit_id]
                for unit_id in {line.unit_id for line in run}
            },
            form=form,
        )
