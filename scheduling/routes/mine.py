"""A worker's own page: the button for now, and the duties to come."""

from datetime import timedelta
from uuid import UUID

from flask import current_app, flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core.access import allows, may
from core.db import reading, transaction
from core.errors import Refusal
from scheduling import actions, queries
from scheduling.access import CLAIM, VIEW, lines_seen
from scheduling.forms import DropInForm
from scheduling.routes.blueprint import back, bp, page, refused, worker_here

BACK_SHOWN = timedelta(days=30)
# Where the chat keeps notes to oneself: a room above, known by the name of its page alone.
NOTES = "chat.notes"


@bp.get("/roster/mine")
@allows(VIEW)
def mine() -> str:
    """Show my duties."""
    actor, worker_id = worker_here()
    with reading() as session:
        duties = queries.my_duties(session, worker_id, back=BACK_SHOWN)
        return page(
            "mine.html",
            duties=duties,
            debrief=queries.debrief(session, worker_id, actor.organisation_id, duties),
            notes_url=url_for(NOTES) if NOTES in current_app.view_functions else "",
            duty_now=queries.my_duty_now(session, worker_id),
            notices=queries.notices(session, worker_id),
            my_languages=queries.languages_of(session, worker_id),
            all_languages=actions.LANGUAGES,
            drop_in_lines=lines_seen(session, actor, may_plan=False) if may(actor, CLAIM) else [],
        )


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
