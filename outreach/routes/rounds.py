"""Rounds: the tally on a phone, its offline twin, the list, and what phones send later."""

from uuid import UUID

from flask import (
    Response,
    current_app,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from flask_babel import gettext as _
from pydantic import ValidationError
from werkzeug.wrappers import Response as Answer

from core import clock
from core.access import PUBLIC, allows
from core.db import reading, transaction
from core.errors import BadInput
from core.i18n import language
from core.identity import Kind, actor_here
from outreach import actions, notes, words
from outreach.access import LOG, PLACES, PROCESS, access_round
from outreach.forms import RoundForm
from outreach.queries.rounds import age_bands, choices, place_names, rounds, work_totals
from outreach.routes.door import bp
from outreach.schemas import Span
from outreach.schemas.rounds import (
    Depth,
    EncounterOutcome,
    Minutes,
    Mode,
    PartOfDay,
    RoundTold,
    Setting,
    Started,
)
from policies.actions import audit
from policies.queries import policy

LONGEST_ROUND = 200_000


@bp.get("/outreach/rounds")
@allows(LOG)
def list_rounds() -> str:
    """List the latest rounds, and what each pair did in each area this month."""
    here = actor_here(Kind.WORKER)
    with reading() as session:
        today = clock.local_day()
        month = Span(clock.month_starts(today), clock.next_month(today))
        found = rounds(session, here.organisation_id)
        return render_template(
            "outreach/rounds.html",
            rounds=found,
            notes={one.told.id: notes.read(one.told.id, one.told.note) for one in found},
            totals=work_totals(session, here.organisation_id, month),
            places=place_names(session, here.organisation_id),
            places_may=PLACES,
            process_may=PROCESS,
            words=words,
        )


@bp.get("/outreach/tally")
@allows(LOG)
def tally() -> str:
    """Show the tally: it works without a network once it has been opened on the device."""
    form = RoundForm(data={"day": clock.local_day()})
    return _tally(form)


@bp.post("/outreach/tally")
@allows(LOG)
def keep_told_sums() -> Answer | tuple[str, int]:
    """Keep a round that was told as sums, without a script."""
    form = RoundForm.sent()
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        form.offer(choices(session, here.organisation_id, language()))
        is_right = form.validate()
        if is_right:
            actions.keep_round(session, here, form.told())
    if not is_right:
        return _tally(form), 422
    flash(_("The round is saved."), "good")
    return redirect(url_for("outreach.list_rounds"), 303)


def _tally(form: RoundForm) -> str:
    here = actor_here(Kind.WORKER)
    with reading() as session:
        found = choices(session, here.organisation_id, language())
        form.offer(found)
        return render_template(
            "outreach/tally.html",
            form=form,
            found=found,
            bands=age_bands(),
            rules=policy().outreach,
            lists={
                "depth": Depth,
                "setting": Setting,
                "part": PartOfDay,
                "mode": Mode,
                "minutes": Minutes,
                "started": Started,
                "outcome": EncounterOutcome,
            },
            words=words,
        )


@bp.post("/outreach/rounds/told")
@allows(LOG)
def keep_round() -> Response:
    """Keep a round that a phone sends, now or days later; the same one twice counts once."""
    if (request.content_length or 0) > LONGEST_ROUND:
        raise BadInput
    try:
        told = RoundTold.model_validate_json(request.get_data())
    except ValidationError:
        raise BadInput from None
    with transaction() as session:
        is_new = actions.keep_round(session, actor_here(Kind.WORKER), told)
    return jsonify(ok=True, is_new=is_new)


@bp.post("/outreach/rounds/<uuid:round_id>/delete")
@allows(LOG)
def delete_round(round_id: UUID) -> Answer:
    """Take back a round that was told by mistake; that it was stands in the audit log."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        found = access_round(session, here, round_id)
        actions.delete_round(session, found)
        audit(session, here, LOG.name, f"round:{round_id}", reason="deleted")
    flash(_("The round is deleted."), "good")
    return redirect(url_for("outreach.list_rounds"), 303)


@bp.get("/outreach/worker.js")
@allows(PUBLIC)
def tally_worker() -> Response:
    """Give the service worker of the tally: it answers for that page alone, for no visitor's."""
    answer = send_from_directory(str(current_app.static_folder), "js/outreach/worker.js")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
