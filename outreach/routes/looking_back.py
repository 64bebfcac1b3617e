"""Looking back on a campaign: what we thought, what happened, what we do next."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from core import clock
from core.access import allows, may
from core.db import reading, transaction
from core.identity import Kind, actor_here
from outreach import actions
from outreach.access import CAMPAIGNS, EDIT, access_campaign
from outreach.forms import LookBackForm
from outreach.looked_back import looked_back
from outreach.models import Campaign
from outreach.routes.door import bp


@bp.get("/outreach/campaigns/<uuid:campaign_id>/back")
@allows(CAMPAIGNS)
def retrospective(campaign_id: UUID) -> str:
    """Show the card of a campaign that is over."""
    with reading() as session:
        found = access_campaign(session, actor_here(Kind.WORKER), campaign_id)
        return _page(session, found, LookBackForm(obj=found))


@bp.post("/outreach/campaigns/<uuid:campaign_id>/back")
@allows(EDIT)
def look_back(campaign_id: UUID) -> Response | tuple[str, int]:
    """Tell what happened, and what is done next."""
    form = LookBackForm.sent()
    with transaction() as session:
        found = access_campaign(session, actor_here(Kind.WORKER), campaign_id, EDIT)
        if not form.validate():
            return _page(session, found, form), 422
        actions.look_back(
            found, happened=form.happened.data or "", next_step=form.next_step.data or ""
        )
    flash(_("Saved."), "good")
    return redirect(url_for("outreach.retrospective", campaign_id=campaign_id), 303)


def _page(session: Session, found: Campaign, form: LookBackForm) -> str:
    is_over = found.is_over(clock.local_day())
    return render_template(
        "outreach/retrospective.html",
        campaign=found,
        figures=looked_back(session, found) if is_over else None,
        is_over=is_over,
        edits=is_over and may(actor_here(Kind.WORKER), EDIT),
        form=form,
    )
