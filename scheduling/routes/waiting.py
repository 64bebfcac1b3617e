"""Waiting for a place, and the languages one answers in."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core.access import allows
from core.db import transaction
from core.errors import Refusal
from scheduling import actions
from scheduling.access import CLAIM
from scheduling.routes.blueprint import back, bp, refused, worker_here


@bp.post("/roster/shifts/<uuid:shift_id>/wait")
@allows(CLAIM)
def wait_for_place(shift_id: UUID) -> Response:
    """Join the waiting list of a full shift."""
    actor, _worker_id = worker_here()
    try:
        with transaction() as session:
            actions.wait_for_place(session, actor, shift_id)
    except Refusal as refusal:
        return refused(refusal)
    flash(_("You are on the waiting list. If a place falls free in time, it is yours."))
    return back()


@bp.post("/roster/shifts/<uuid:shift_id>/stop-waiting")
@allows(CLAIM)
def stop_waiting(shift_id: UUID) -> Response:
    """Leave the waiting list."""
    actor, _worker_id = worker_here()
    with transaction() as session:
        actions.stop_waiting(session, actor, shift_id)
    flash(_("You are no longer on the waiting list."))
    return back()


@bp.post("/roster/languages")
@allows(CLAIM)
def tell_languages() -> Response:
    """Keep the languages in which one answers."""
    actor, _worker_id = worker_here()
    with transaction() as session:
        actions.tell_languages(session, actor, request.form.getlist("language"))
    flash(_("Your languages were saved."))
    return redirect(url_for("scheduling.mine"), 303)
