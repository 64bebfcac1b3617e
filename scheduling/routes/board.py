"""The coordinator's board: gaps first, who looks for somebody, and the heat of the week."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from core.access import allows
from core.db import reading, transaction
from scheduling import actions, queries
from scheduling.access import PLAN, access_shift_to_plan, lines_seen
from scheduling.routes.blueprint import bp, page, worker_here


@bp.get("/roster/board")
@allows(PLAN)
def board() -> str:
    """Show what is missing in the coming four weeks, the nearest first."""
    actor, _worker_id = worker_here()
    with reading() as session:
        seen = lines_seen(session, actor, may_plan=True)
        shown = [line for line in seen if line.slug == request.args.get("line")]
        found = queries.board(session, actor, shown or seen)
    return page(
        "board.html",
        lines={line.id: line for line in seen},
        chosen=shown[0] if shown else None,
        board=found,
        may_plan=True,
    )


@bp.post("/roster/shifts/<uuid:shift_id>/ask")
@allows(PLAN)
def ask_all(shift_id: UUID) -> Response:
    """Ask everybody who fits whether they take a shift."""
    actor, _worker_id = worker_here()
    with transaction() as session:
        asked = actions.ask_all(session, access_shift_to_plan(session, actor, shift_id))
    flash(
        ngettext("%(num)d was asked.", "%(num)d were asked.", asked)
        if asked
        else _("Everybody who fits has been asked already.")
    )
    return redirect(url_for("scheduling.board", line=request.form.get("line") or None), 303)
