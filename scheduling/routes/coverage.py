"""The coordinator's page of coverage: whether lines are kept, hours and their cost, disputes.

No list of workers by hours: commitments are kept, or talked about, with each of them alone.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from core import clock
from core.access import allows
from core.db import reading, transaction
from core.errors import BadInput, Refusal, SignInNeeded
from organisation import queries as organisation
from policies.queries import policy
from scheduling import actions, queries
from scheduling.access import PLAN, lines_seen
from scheduling.forms import CommitmentForm
from scheduling.routes.blueprint import bp, page, worker_here

WEEKS_BACK, WEEKS = 4, 8
Asked = dict[str, Any]


@bp.get("/roster/coverage")
@allows(PLAN)
def coverage() -> str:
    """Show how lines are covered, the hours of a month and what they cost."""
    return _coverage()


def _coverage(wrong: str = "") -> str:
    actor, _worker_id = worker_here()
    if actor.organisation_id is None:
        raise SignInNeeded
    today = clock.local_day()
    first = today - timedelta(days=today.weekday(), weeks=WEEKS_BACK)
    month = _month()
    with reading() as session:
        lines = {line.id: line for line in lines_seen(session, actor, may_plan=True)}
        people = {
            one.id: one.name
            for one in organisation.workers(session, actor.organisation_id)
            if one.is_active
        }
        return page(
            "coverage.html",
            wrong=wrong,
            may_plan=True,
            lines=lines,
            weeks=[first + timedelta(weeks=n) for n in range(WEEKS)],
            coverage=queries.coverage(session, lines, first, WEEKS),
            broken=queries.broken_promises(
                session, lines, clock.now() - timedelta(weeks=WEEKS_BACK), clock.now()
            ),
            month=month,
            month_before=(month - timedelta(days=1)).strftime("%Y-%m"),
            hours=queries.hours_of_month(session, actor.organisation_id, month),
            rate=policy().roster.hour_rate,
            disputed=queries.disputed(session, actor.organisation_id),
            commitments=queries.commitments(session, actor.organisation_id),
            people=people,
            form=_choices(CommitmentForm(), people),
        )


def _choices(form: CommitmentForm, people: dict[UUID, str]) -> CommitmentForm:
    form.worker_id.choices = [(str(one), name) for one, name in people.items()]
    return form


def _month() -> date:
    return clock.named_month(request.args.get("month", "")) or clock.month_starts(clock.local_day())


@bp.post("/roster/coverage/commitments")
@allows(PLAN)
def commit_worker() -> Response:
    """Note what a worker has promised; no minutes end the promise."""
    actor, _worker_id = worker_here()
    if actor.organisation_id is None:
        raise SignInNeeded
    with reading() as session:
        people = {one.id: one.name for one in organisation.workers(session, actor.organisation_id)}
    form = _choices(CommitmentForm(request.form), people)
    if not form.validate():
        return make_response(_coverage(_("Check the minutes and the days.")), 422)
    asked = form.data
    try:
        with transaction() as session:
            _commit(session, UUID(asked["worker_id"]), actor.organisation_id, asked)
    except Refusal as refusal:
        return make_response(_coverage(str(refusal.sentence)), refusal.status)
    flash(_("Saved."))
    return redirect(url_for("scheduling.coverage"), 303)


def _commit(session: Session, worker_id: UUID, organisation_id: UUID, asked: Asked) -> None:
    found = queries.commitment(session, worker_id)
    if not asked["minutes"]:
        if found is not None:
            actions.release_from_commitment(session, found)
        return
    made = actions.commit_worker(
        session, worker_id, organisation_id, minutes=asked["minutes"], since=clock.local_day()
    )
    if asked["exempt_from"] and asked["exempt_until"]:
        actions.exempt(session, made, asked["exempt_from"], asked["exempt_until"])


@bp.post("/roster/coverage/disputes/<uuid:entry_id>")
@allows(PLAN)
def settle_dispute(entry_id: UUID) -> Response:
    """Answer a dispute by the minutes that should stand there."""
    actor, _worker_id = worker_here()
    minutes = request.form.get("minutes", type=int)
    if minutes is None or actor.organisation_id is None:
        raise BadInput
    with transaction() as session:
        entry = queries.disputed_entry(session, actor.organisation_id, entry_id)
        actions.settle_dispute(session, entry, minutes=minutes)
    flash(_("Answered. The worker sees it in their ledger."))
    return redirect(url_for("scheduling.coverage"), 303)
