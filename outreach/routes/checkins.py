"""The monthly check-in: twelve months of every channel, the question, the sheets, our own form."""

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from core import clock
from core.access import PUBLIC, allows
from core.db import reading, transaction
from core.identity import Kind, actor_here
from core.limits import limiter
from organisation.queries import line_by_slug
from outreach import actions, words
from outreach.access import EDIT, VIEW, access_kept, organisation_of
from outreach.errors import NoSuchMonth, NoSuchQuestion, NotACount
from outreach.forms import QuestionForm, SheetForm
from outreach.models import Channel, MonthQuestion
from outreach.protected import alone, threshold
from outreach.queries.checkins import (
    due_on,
    last_month,
    question_counts,
    question_of,
    questions_before,
    sheet_of,
    sheets_waiting,
    strips,
)
from outreach.routes.door import bp
from outreach.schemas.checkins import AnswerMode
from outreach.seen import offered
from policies.disclosure import Cell

LONGEST_COUNT = 8
YEARS = range(2000, 2100)


def month_of(written: str) -> date:
    """Read a month of an address. Raises `NoSuchMonth`."""
    found = clock.named_month(written)
    if found is None or found.year not in YEARS:
        raise NoSuchMonth
    return found


@bp.get("/outreach/check-ins")
@allows(VIEW)
def check_ins() -> str:
    """Show twelve months of every channel, and what waits for the reader."""
    here = actor_here(Kind.WORKER)
    month = clock.month_starts(clock.local_day())
    with reading() as session:
        question = question_of(session, here.organisation_id, month)
        return render_template(
            "outreach/check_ins.html",
            strips=strips(session, here.organisation_id),
            waiting=sheets_waiting(session, here.id),
            question=question,
            counts=_counted(session, question),
            earlier=[
                (one, _counted(session, one))
                for one in questions_before(session, here.organisation_id, month)
            ],
            month=month,
            last=last_month(),
            due=due_on(last_month()),
            edit=EDIT,
            k=threshold(),
            words=words,
        )


def _counted(session: Session, question: MonthQuestion | None) -> dict[str, dict[int, Cell]]:
    return _told(question_counts(session, question.id)) if question else {}


def _told(counts: dict[str, dict[int, int]]) -> dict[str, dict[int, Cell]]:
    """Protect each count by itself: no sum of them is shown."""
    return {
        mode: {option: alone(n) for option, n in chosen.items()} for mode, chosen in counts.items()
    }


@bp.get("/outreach/check-ins/question/<month>")
@allows(EDIT)
def month_question(month: str) -> str:
    """Show the form of a month's question, with its counts."""
    here = actor_here(Kind.WORKER)
    with reading() as session:
        found = question_of(session, here.organisation_id, month_of(month))
        form = QuestionForm.of(found)
        counts = question_counts(session, found.id) if found else {}
        return _question(form, month_of(month), found, counts)


@bp.post("/outreach/check-ins/question/<month>")
@allows(EDIT)
def set_question(month: str) -> Response | tuple[str, int]:
    """Set a month's question."""
    form, here = QuestionForm.sent(), actor_here(Kind.WORKER)
    if not form.validate():
        return _question(form, month_of(month), None, {}), 422
    with transaction() as session:
        actions.set_question(session, organisation_of(here), month_of(month), form.plan())
    flash(_("The question is saved."), "good")
    return redirect(url_for("outreach.check_ins"), 303)


@bp.post("/outreach/check-ins/question/<month>/counts/<mode>")
@allows(EDIT)
def count_answers(month: str, mode: str) -> Response:
    """Write down how often each option was chosen in one way; only sums, never an answer."""
    here = actor_here(Kind.WORKER)
    if mode not in set(AnswerMode) - {AnswerMode.FORM}:
        raise NoSuchQuestion
    with transaction() as session:
        found = _found(question_of(session, here.organisation_id, month_of(month)))
        told = {at: _count(f"n{at}") for at in range(len(found.options))}
        actions.count_answers(session, found, AnswerMode(mode), told)
    flash(_("Saved."), "good")
    return redirect(url_for("outreach.month_question", month=month), 303)


def _count(name: str) -> int:
    """Read a count; an empty one is none. Raises `NotACount`."""
    written = "".join(request.form.get(name, "").split())  # people part thousands by a blank
    if written and not (written.isdecimal() and len(written) < LONGEST_COUNT):
        raise NotACount
    return int(written or 0)


def _found(question: MonthQuestion | None) -> MonthQuestion:
    if question is None:
        raise NoSuchQuestion
    return question


def _question(
    form: QuestionForm,
    month: date,
    found: MonthQuestion | None,
    counts: dict[str, dict[int, int]],
) -> str:
    return render_template(
        "outreach/month_question.html",
        form=form,
        month=month,
        question=found,
        counts=counts,
        is_past=month < clock.month_starts(clock.local_day()),
        by_hand=[one for one in AnswerMode if one is not AnswerMode.FORM],
        words=words,
    )


@bp.get("/outreach/check-ins/<uuid:channel_id>/<month>")
@allows(VIEW)
def sheet(channel_id: UUID, month: str) -> str:
    """Show a channel's sheet of a month, to its keepers too."""
    with reading() as session:
        channel = access_kept(session, actor_here(Kind.WORKER), channel_id)
        found = sheet_of(session, channel.id, month_of(month))
        return _sheet(SheetForm(obj=found), channel, month_of(month))


@bp.post("/outreach/check-ins/<uuid:channel_id>/<month>")
@allows(VIEW)
def tell_sheet(channel_id: UUID, month: str) -> Response | tuple[str, int]:
    """Tell a channel's sheet: answered, late or skipped is itself the figure."""
    form, here = SheetForm.sent(), actor_here(Kind.WORKER)
    with transaction() as session:
        channel = access_kept(session, here, channel_id)
        if not form.validate():
            return _sheet(form, channel, month_of(month)), 422
        actions.tell_sheet(session, here, channel, month_of(month), form.told())
    flash(_("The sheet is saved. Thank you."), "good")
    return redirect(url_for("outreach.check_ins"), 303)


def _sheet(form: SheetForm, channel: Channel, month: date) -> str:
    return render_template(
        "outreach/sheet.html", form=form, channel=channel, month=month, due=due_on(month)
    )


@bp.get("/lines/<slug>/question")
@allows(PUBLIC)
def ask_the_young(slug: str) -> str:
    """Ask the month's question anonymously, on our own page; looking at it stores nothing."""
    with reading() as session:
        line = line_by_slug(session, slug)
        if "answered" in request.args:
            return render_template("outreach/answered.html", line=line)
        question = _asked(session, line.organisation_id)
        return render_template(
            "outreach/ask.html",
            line=line,
            question=question,
            seen=offered(question) if question else "",
        )


@bp.post("/lines/<slug>/question")
@allows(PUBLIC)
@limiter.limit("20 per minute; 100 per hour")  # a whole class may answer at once
def answer_question(slug: str) -> Response:
    """Count one answer, nothing of who gave it; a page that is loaded again counts nothing.

    Who chose nothing, or from words that were changed meanwhile, is asked again.
    """
    written, seen = request.form.get("option", ""), request.form.get("seen", "")
    with transaction() as session:
        line = line_by_slug(session, slug)
        question = _asked(session, line.organisation_id)
        if question is None or not written or seen != offered(question):
            return redirect(url_for("outreach.ask_the_young", slug=slug), 303)
        if not written.isdecimal() or len(written) > 1:
            raise NoSuchQuestion
        actions.answer_question(session, question, int(written))
    return redirect(url_for("outreach.ask_the_young", slug=slug, answered=1), 303)


def _asked(session: Session, organisation_id: UUID) -> MonthQuestion | None:
    """Find the question that is asked on our own page now."""
    month = clock.month_starts(clock.local_day())
    found = question_of(session, organisation_id, month)
    return found if found is not None and AnswerMode.FORM in found.modes else None
