"""The poster round: what stands where, and which posters are dead."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core.access import allows
from core.db import reading, transaction
from core.identity import Kind, actor_here
from outreach import actions, words
from outreach.access import EDIT, VIEW, access_link
from outreach.forms import PosterForm
from outreach.queries.posters import posters
from outreach.routes.door import bp
from outreach.schemas.posters import Condition, PosterDeed
from outreach.words.posters import WHY_DEAD


@bp.get("/outreach/posters")
@allows(VIEW)
def poster_round() -> str:
    """List the posters that stand somewhere, the dead ones first."""
    with reading() as session:
        return render_template(
            "outreach/posters.html",
            posters=posters(session, actor_here(Kind.WORKER).organisation_id),
            form=PosterForm(),
            why_dead=WHY_DEAD,
            edit=EDIT,
            words=words,
        )


@bp.post("/outreach/posters/<code>")
@allows(EDIT)
def look_at_poster(code: str) -> Response:
    """Write down what was done to a poster."""
    form = PosterForm.sent()
    form.checked()
    with transaction() as session:
        link = access_link(session, actor_here(Kind.WORKER), code)
        actions.look_at_poster(
            session,
            link,
            PosterDeed(form.deed.data),
            Condition(form.condition.data),
            strips=form.strips.data or 0,
        )
    flash(_("Saved."), "good")
    return redirect(url_for("outreach.poster_round"), 303)
