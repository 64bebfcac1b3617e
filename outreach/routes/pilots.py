"""Pilots: the lines on trial, and one with its checklist, evaluation and decision."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from core.access import Resource, allows, may
from core.db import reading, transaction
from core.identity import Kind, actor_here
from organisation.queries import names
from outreach import actions, words
from outreach.access import PILOT, VIEW, access_pilot, access_trial
from outreach.forms import EvaluationForm, PilotForm, VerdictForm
from outreach.pilot_figures import pilot_figures
from outreach.queries import lines_here
from outreach.queries.pilots import is_due, pilot_of, pilots_shown, ticks_of, verdicts_of
from outreach.routes.door import bp
from outreach.routes.figures import month_name
from outreach.words import step
from policies.queries import policy


@bp.get("/outreach/pilots")
@allows(VIEW)
def list_pilots() -> str:
    """List the lines that are or were on trial."""
    with reading() as session:
        return render_template(
            "outreach/pilots.html",
            pilots=pilots_shown(session, actor_here(Kind.WORKER).organisation_id),
            items=len(policy().pilots.checklist),
        )


@bp.get("/outreach/pilots/<slug>")
@allows(VIEW)
def pilot(slug: str) -> str:
    """Show a line's pilot."""
    return _page(slug)


@bp.post("/outreach/pilots/<slug>")
@allows(PILOT)
def begin_pilot(slug: str) -> Response | tuple[str, int]:
    """Write down what a pilot is to answer."""
    form = PilotForm.sent()
    if not form.validate():
        return _page(slug, question=form), 422
    with transaction() as session:
        line = access_trial(session, actor_here(Kind.WORKER), slug, PILOT)
        actions.begin_pilot(session, line, form.question.data or "")
    return _see(slug)


@bp.post("/outreach/pilots/<slug>/checklist")
@allows(PILOT)
def tick_pilot(slug: str) -> Response:
    """Tick one thing of the checklist, or take the tick back."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        _line, found = access_pilot(session, here, slug, PILOT)
        actions.tick(session, here, found, request.form.get("item", ""))
    return _see(slug, "checklist")


@bp.post("/outreach/pilots/<slug>/launch")
@allows(PILOT)
def launch_pilot(slug: str) -> Response:
    """Note the first day."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        _line, found = access_pilot(session, here, slug, PILOT)
        actions.launch(session, here, found)
    flash(_("The pilot has begun."), "good")
    return _see(slug)


@bp.post("/outreach/pilots/<slug>/evaluation")
@allows(PILOT)
def evaluate_pilot(slug: str) -> Response | tuple[str, int]:
    """Write down what the pilot taught."""
    here, form = actor_here(Kind.WORKER), EvaluationForm.sent()
    if not form.validate():
        return _page(slug, evaluation=form), 422
    with transaction() as session:
        _line, found = access_pilot(session, here, slug, PILOT)
        actions.evaluate(here, found, form.told())
    flash(_("Saved."), "good")
    return _see(slug, "evaluation")


@bp.post("/outreach/pilots/<slug>/decision")
@allows(PILOT)
def decide_pilot(slug: str) -> Response | tuple[str, int]:
    """Decide: on, on but changed, or the end."""
    here, form = actor_here(Kind.WORKER), VerdictForm.sent()
    with reading() as session:
        form.offer(_others(session, slug))
    if not form.validate():
        return _page(slug, verdict=form), 422
    with transaction() as session:
        line, found = access_pilot(session, here, slug, PILOT)
        actions.decide_pilot(session, here, line, found, form.verdict())
    flash(_("The decision is in force. The line's page says it."), "good")
    return _see(slug, "decision")


def _see(slug: str, anchor: str | None = None) -> Response:
    return redirect(url_for("outreach.pilot", slug=slug, _anchor=anchor), 303)


def _others(session: Session, slug: str) -> list[Any]:
    lines = lines_here(session, actor_here(Kind.WORKER).organisation_id)
    return [one for one in lines if one.slug != slug]


def _page(
    slug: str,
    *,
    question: PilotForm | None = None,
    evaluation: EvaluationForm | None = None,
    verdict: VerdictForm | None = None,
) -> str:
    here = actor_here(Kind.WORKER)
    with reading() as session:
        line = access_trial(session, here, slug)
        found = pilot_of(session, line.id)
        ticks = ticks_of(session, found.id) if found else {}
        verdicts = verdicts_of(session, found.id) if found else []
        people = [one.ticked_by for one in ticks.values()] + [one.decided_by for one in verdicts]
        about = Resource(line_id=line.id, organisation_id=line.organisation_id)
        return render_template(
            "outreach/pilot.html",
            line=line,
            pilot=found,
            ticks=ticks,
            checklist=policy().pilots.checklist,
            verdicts=verdicts,
            names=names(session, people),
            line_names={one.id: one.name for one in lines_here(session, here.organisation_id)},
            figures=pilot_figures(session, line),
            is_due=is_due(line),
            keeps=may(here, PILOT, about),
            question_form=question or PilotForm(obj=found),
            evaluation_form=evaluation or EvaluationForm(obj=found),
            verdict_form=(verdict or VerdictForm()).offer(_others(session, slug)),
            month_name=month_name,
            step=step,
            words=words,
        )
