"""Announced rounds: where somebody will be, told to whoever meets a closed door."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core import clock
from core.access import allows
from core.db import reading, transaction
from core.i18n import language
from core.identity import Kind, actor_here
from guidance.queries import municipalities
from outreach import actions
from outreach.access import LOG, organisation_of
from outreach.forms import ComingForm
from outreach.queries.coming import coming_rounds
from outreach.routes.door import bp
from policies.actions import audit


@bp.get("/outreach/rounds/coming")
@allows(LOG)
def coming() -> str:
    """List the announced rounds, with the form for the next one."""
    return _page(ComingForm(data={"day": clock.local_day()}))


@bp.post("/outreach/rounds/coming")
@allows(LOG)
def announce() -> Response | tuple[str, int]:
    """Announce a round."""
    form, here = ComingForm.sent(), actor_here(Kind.WORKER)
    with transaction() as session:
        form.offer(municipalities(session, language()))
        is_right = form.validate()
        if is_right:
            made = actions.announce(session, organisation_of(here), form.plan())
            audit(session, here, LOG.name, f"coming_round:{made.id}")
    if not is_right:
        return _page(form), 422
    flash(_("Announced. It is shown where a service is closed."), "good")
    return redirect(url_for("outreach.coming"), 303)


@bp.post("/outreach/rounds/coming/<uuid:round_id>/call-off")
@allows(LOG)
def call_off(round_id: UUID) -> Response:
    """Take an announcement back."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        actions.call_off(session, organisation_of(here), round_id)
        audit(session, here, LOG.name, f"coming_round:{round_id}", reason="deleted")
    flash(_("Called off. It is shown nowhere any more."), "good")
    return redirect(url_for("outreach.coming"), 303)


def _page(form: ComingForm) -> str:
    with reading() as session:
        places = municipalities(session, language())
        form.offer(places)
        found = coming_rounds(session, actor_here(Kind.WORKER).organisation_id)
    return render_template(
        "outreach/coming.html",
        form=form,
        rounds=found,
        places=places,
    )
