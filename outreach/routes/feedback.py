"""The month's feedback from both sides, and its export."""

from datetime import date

from flask import Response, jsonify, render_template, request
from sqlmodel import Session

from chat.actions import BURDEN
from core.access import allows
from core.db import reading, transaction
from core.identity import Kind, actor_here
from organisation.errors import NoSuchLine
from outreach.access import FIGURES
from outreach.errors import MonthStillOpen
from outreach.feedback import (
    ANSWERED,
    CHANGES,
    RESPONDERS,
    VISITORS,
    Feedback,
    feedback,
    feedback_months,
)
from outreach.feedback_export import feedback_csv, feedback_json, feedback_xlsx
from outreach.feedback_words import answer_name, question_name
from outreach.protected import ALL, threshold
from outreach.queries import lines_counted
from outreach.routes.door import bp
from outreach.routes.figures import XLSX, chosen_month, month_name
from policies.actions import audit


@bp.get("/figures/feedback", endpoint="feedback")
@allows(FIGURES)
def show() -> str:
    """Show a month's feedback, for one line or all, small cells protected. Raises `NoSuchMonth`."""
    with reading() as session:
        shown, choices = _asked(session)
    key = request.args.get("line") or ALL
    if key != ALL and key not in {line.slug for line in shown.lines}:
        raise NoSuchLine
    return render_template(
        "outreach/feedback.html",
        feedback=shown,
        months=choices,
        key=key,
        all=ALL,
        answered=ANSWERED,
        burden=BURDEN,
        changes=CHANGES,
        visitors=VISITORS,
        responders=RESPONDERS,
        question_name=question_name,
        answer_name=answer_name,
        k=threshold(),
        month_name=month_name,
    )


@bp.get("/figures/feedback.csv", endpoint="feedback_csv")
@allows(FIGURES)
def as_csv() -> Response:
    """Give a closed month's feedback as CSV. Raises `MonthStillOpen`."""
    shown = _taken_out("csv")
    return _file(feedback_csv(shown), shown, "csv", "text/csv")


@bp.get("/figures/feedback.xlsx", endpoint="feedback_xlsx")
@allows(FIGURES)
def as_xlsx() -> Response:
    """Give a closed month's feedback as a workbook. Raises `MonthStillOpen`."""
    shown = _taken_out("xlsx")
    return _file(feedback_xlsx(shown), shown, "xlsx", XLSX)


@bp.get("/figures/feedback.json", endpoint="feedback_json")
@allows(FIGURES)
def as_json() -> Response:
    """Give a closed month's feedback to another program. Raises `MonthStillOpen`."""
    return jsonify(feedback_json(_taken_out("json")))


def _taken_out(kind: str) -> Feedback:
    """Note who takes a month's feedback out of the house. Raises `MonthStillOpen`."""
    with transaction() as session:
        shown, _choices = _asked(session)
        if not shown.is_closed:
            raise MonthStillOpen
        about = f"feedback:{shown.month:%Y-%m}"
        audit(session, actor_here(Kind.WORKER), FIGURES.name, about, reason=kind)
    return shown


def _file(written: str | bytes, shown: Feedback, kind: str, mimetype: str) -> Response:
    name = f"rinnalla-feedback-{shown.month:%Y-%m}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(written, mimetype=mimetype, headers=headers)


def _asked(session: Session) -> tuple[Feedback, list[date]]:
    lines = lines_counted(session, actor_here(Kind.WORKER).organisation_id)
    choices = feedback_months(session, lines)
    return feedback(session, lines, chosen_month(choices)), choices
