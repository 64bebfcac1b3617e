"""A proposal of who could keep what is empty: the coordinator chooses, each worker decides."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from core.access import allows
from core.db import reading, transaction
from core.errors import BadInput
from organisation import queries as organisation
from scheduling import actions, queries
from scheduling.access import PLAN, access_line_to_plan
from scheduling.proposal import Lacking, is_installed, propose
from scheduling.routes.blueprint import bp, page, worker_here


@bp.get("/roster/proposal/<uuid:line_id>")
@allows(PLAN)
def proposal(line_id: UUID) -> str:
    """Show who could keep which empty shift of four weeks."""
    actor, _worker_id = worker_here()
    with reading() as session:
        access_line_to_plan(session, actor, line_id)
        shifts, has = queries.lacking(session, line_id)
        pairs = propose(shifts, has, queries.rest()) if is_installed() and shifts else []
        names = organisation.names(session, {worker for _shift, worker in pairs})
        return page(
            "proposal.html",
            line=organisation.line(session, line_id),
            is_installed=is_installed(),
            shifts={one.shift_id: one for one in shifts},
            pairs=sorted(pairs, key=lambda pair: (_begins(shifts, pair[0]), names[pair[1]])),
            names=names,
        )


def _begins(shifts: list[Lacking], shift_id: UUID) -> float:
    return next(one.span.starts_at.timestamp() for one in shifts if one.shift_id == shift_id)


@bp.post("/roster/proposal/<uuid:line_id>")
@allows(PLAN)
def ask_by_proposal(line_id: UUID) -> Response:
    """Ask the chosen workers whether they take the shifts; nobody is put on one."""
    actor, _worker_id = worker_here()
    chosen = [_pair(one) for one in request.form.getlist("pair")]
    with transaction() as session:
        access_line_to_plan(session, actor, line_id)
        asked = actions.ask_by_proposal(session, line_id, chosen)
    flash(ngettext("%(num)d was asked.", "%(num)d were asked.", asked))
    return redirect(url_for("scheduling.coverage"), 303)


def _pair(text: str) -> tuple[UUID, UUID]:
    shift, _bar, worker = text.partition("|")
    try:
        return UUID(shift), UUID(worker)
    except ValueError as wrong:
        raise BadInput from wrong
