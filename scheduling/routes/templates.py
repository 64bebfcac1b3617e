"""The coordinator's pages for templates of shifts and for the days that are not like others."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session
from werkzeug.wrappers import Response

from core.access import allows
from core.db import reading, transaction
from core.errors import Refusal, SignInNeeded
from core.i18n import pick
from core.identity import Actor
from scheduling import actions, queries, words
from scheduling.access import (
    PLAN,
    access_line_to_plan,
    access_special_day,
    access_template,
    lines_seen,
)
from scheduling.days import Window
from scheduling.forms import DayRuleForm, EndForm, SpecialDayForm, TemplateForm, TermForm
from scheduling.routes.blueprint import bp, page, worker_here
from scheduling.schemas import Wanted
from scheduling.season import Season


@bp.get("/roster/templates")
@allows(PLAN)
def templates() -> str:
    """Show the templates of the lines that one plans, and ask for a new one."""
    return _templates(TemplateForm())


@bp.post("/roster/templates")
@allows(PLAN)
def make_template() -> Response:
    """Make a template and its shifts."""
    form = _choices(TemplateForm(request.form))
    if not form.validate():
        return make_response(_templates(form), 422)
    actor, _worker_id = worker_here()
    asked = form.data
    try:
        with transaction() as session:
            access_line_to_plan(session, actor, UUID(asked["line_id"]))
            actions.make_template(session, _wanted(asked))
    except Refusal as refusal:
        return make_response(_templates(form, wrong=str(refusal.sentence)), refusal.status)
    flash(_("The template and its shifts for 200 days were made."))
    return redirect(url_for("scheduling.templates"), 303)


def _wanted(asked: dict[str, Any]) -> Wanted:
    return Wanted(
        line_id=UUID(asked["line_id"]),
        first_on=asked["first_on"],
        last_on=asked["last_on"],
        every_weeks=asked["every_weeks"],
        begins=f"{asked['begins']:%H:%M}",
        ends=f"{asked['ends']:%H:%M}",
        least=asked["least"],
        greatest=asked["greatest"],
        language=asked["language"] or "",
        season=Season(asked["season"]),
    )


@bp.post("/roster/templates/<uuid:template_id>/end")
@allows(PLAN)
def end_template(template_id: UUID) -> Response:
    """Let a template end after a day."""
    actor, _worker_id = worker_here()
    form = EndForm(request.form)
    form.checked()
    with transaction() as session:
        template = access_template(session, actor, template_id)
        done = actions.end_template(session, template, form.data["last_on"])
    said = ngettext(
        "%(num)d empty shift was called off.", "%(num)d empty shifts were called off.", done.off
    )
    flash(f"{_('The template ends.')} {said}")
    return redirect(url_for("scheduling.templates"), 303)


def _templates(form: TemplateForm, *, wrong: str = "") -> str:
    actor, _worker_id = worker_here()
    form = _choices(form)
    with reading() as session:
        lines = {line.id: line for line in lines_seen(session, actor, may_plan=True)}
        return page(
            "templates.html",
            may_plan=True,
            form=form,
            wrong=wrong,
            lines=lines,
            templates=queries.templates(session, lines),
        )


def _choices(form: Any) -> Any:
    actor, _worker_id = worker_here()
    with reading() as session:
        lines = lines_seen(session, actor, may_plan=True)
    form.line_id.choices = [(str(line.id), pick(line.name)) for line in lines]
    if "language" in form:
        spoken = [(code, words.language_name(code)) for code in actions.LANGUAGES]
        form.language.choices = [("", _("any")), *spoken]
        form.season.choices = [(one.value, words.season_word(one)) for one in Season]
    if "eves_until" in form:
        form.eves_until.choices = words.eve_choices()
    return form


@bp.get("/roster/days")
@allows(PLAN)
def days() -> str:
    """Show holidays' rules, special days and school terms."""
    return _days()


def _days(wrong: str = "") -> str:
    actor, _worker_id = worker_here()
    if actor.organisation_id is None:
        raise SignInNeeded
    with reading() as session:
        lines = {line.id: line for line in lines_seen(session, actor, may_plan=True)}
        return page(
            "days.html",
            wrong=wrong,
            lines=lines,
            rules={one: queries.day_rule(session, one) for one in lines},
            specials=queries.specials_ahead(session, lines),
            terms=queries.terms(session, actor.organisation_id),
            rule_form=_choices(DayRuleForm()),
            special_form=_choices(SpecialDayForm()),
            term_form=TermForm(),
        )


@bp.post("/roster/days/rule")
@allows(PLAN)
def set_day_rule() -> Response:
    """Say what a line does on holidays, eves and outside terms."""
    form = _choices(DayRuleForm(request.form))

    def deed(session: Session, actor: Actor, organisation_id: UUID) -> None:
        asked = form.data
        line_id = access_line_to_plan(session, actor, UUID(asked.pop("line_id")))
        actions.set_day_rule(session, line_id, organisation_id, **asked)

    return _do(form, deed)


@bp.post("/roster/days")
@allows(PLAN)
def special_day() -> Response:
    """Close a line on a day, or open it at other hours."""
    form = _choices(SpecialDayForm(request.form))

    def deed(session: Session, actor: Actor, organisation_id: UUID) -> None:
        asked = form.data
        line_id = access_line_to_plan(session, actor, UUID(asked["line_id"]))
        if asked["begins"] or asked["ends"]:
            window = Window(asked["begins"] or "", asked["ends"] or "")
            actions.open_day(session, line_id, organisation_id, asked["day"], window)
        else:
            actions.close_day(session, line_id, organisation_id, asked["day"])

    return _do(form, deed)


@bp.post("/roster/days/<uuid:special_id>/forget")
@allows(PLAN)
def forget_day(special_id: UUID) -> Response:
    """Let a day be like its week again."""
    return _do(
        None,
        lambda session, actor, _organisation_id: actions.forget_day(
            session, access_special_day(session, actor, special_id)
        ),
    )


@bp.post("/roster/terms")
@allows(PLAN)
def add_term() -> Response:
    """Add a school term."""
    form = TermForm(request.form)

    def deed(session: Session, _actor: Actor, organisation_id: UUID) -> None:
        actions.add_term(session, organisation_id, form.data["first_on"], form.data["last_on"])

    return _do(form, deed)


@bp.post("/roster/terms/<uuid:term_id>/forget")
@allows(PLAN)
def forget_term(term_id: UUID) -> Response:
    """Take a school term out."""
    return _do(
        None,
        lambda session, _actor, organisation_id: actions.forget_term(
            session, queries.term(session, organisation_id, term_id)
        ),
    )


def _do(form: Any, deed: Callable[[Session, Actor, UUID], object]) -> Response:
    """Do what a form of the calendar's page asks, or say on the page why not."""
    actor, _worker_id = worker_here()
    if form is not None and not form.validate():
        return make_response(_days(_("Something is missing. Check the days and times.")), 422)
    if actor.organisation_id is None:
        raise SignInNeeded
    try:
        with transaction() as session:
            deed(session, actor, actor.organisation_id)
    except Refusal as refusal:
        return make_response(_days(str(refusal.sentence)), refusal.status)
    flash(_("The calendar was changed, and the shifts follow it."))
    return redirect(url_for("scheduling.days"), 303)
