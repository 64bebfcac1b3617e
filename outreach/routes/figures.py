"""The month's figures from link to service, and their export."""

from datetime import date

from flask import Response, jsonify, render_template, request
from flask_babel import format_date
from sqlmodel import Session

from core import clock
from core.access import allows, may
from core.db import reading, transaction
from core.identity import Kind, actor_here
from organisation.errors import NoSuchLine
from outreach import words
from outreach.access import FIGURES, RELEASE
from outreach.errors import MonthStillOpen, NoSuchMonth
from outreach.export import as_csv, as_json, as_xlsx
from outreach.figures import CLASSES, Figures, figures, months
from outreach.protected import ALL, threshold
from outreach.queries import lines_counted
from outreach.routes.door import bp
from outreach.schemas import SERVICES
from policies.actions import audit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/figures", endpoint="figures")
@allows(FIGURES)
def show() -> str:
    """Show a month: informing and outreach apart, for one line or all, small cells protected."""
    with reading() as session:
        shown, choices = asked_month(session)
    key = request.args.get("line") or ALL
    if key != ALL and key not in {line.slug for line in shown.lines}:
        raise NoSuchLine
    return render_template(
        "outreach/figures.html",
        figures=shown,
        months=choices,
        key=key,
        all=ALL,
        classes=CLASSES,
        services=[stage.value for stage in SERVICES],
        step=words.step,
        k=threshold(),
        may_release=may(actor_here(Kind.WORKER), RELEASE),
        month_name=month_name,
    )


@bp.get("/figures.csv")
@allows(FIGURES)
def figures_csv() -> Response:
    """Give a closed month as CSV; who took it out of the house stands in the audit log."""
    shown = _taken_out("csv")
    return _file(as_csv(shown), shown, "csv", "text/csv")


@bp.get("/figures.xlsx")
@allows(FIGURES)
def figures_xlsx() -> Response:
    """Give a closed month as a workbook."""
    shown = _taken_out("xlsx")
    return _file(as_xlsx(shown), shown, "xlsx", XLSX)


@bp.get("/figures.json")
@allows(FIGURES)
def figures_json() -> Response:
    """Give a closed month to another program."""
    return jsonify(as_json(_taken_out("json")))


def _taken_out(kind: str) -> Figures:
    """Give a closed month to be taken out of the house, and note who does, in which form.

    Raises `MonthStillOpen`.
    """
    with transaction() as session:
        shown, _choices = asked_month(session)
        if not shown.is_closed:
            raise MonthStillOpen
        here = actor_here(Kind.WORKER)
        audit(session, here, FIGURES.name, f"month:{shown.month:%Y-%m}", reason=kind)
    return shown


def _file(written: str | bytes, shown: Figures, kind: str, mimetype: str) -> Response:
    name = f"rinnalla-{shown.month:%Y-%m}.{kind}"
    return Response(
        written,
        mimetype=mimetype,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def month_name(month: date) -> str:
    """Call a month by its name and year."""
    return format_date(month, "LLLL yyyy").capitalize()


def asked_month(session: Session) -> tuple[Figures, list[date]]:
    """Count the month that the address asks for, by default the last one that has ended.

    Raises `NoSuchMonth`.
    """
    lines = lines_counted(session, actor_here(Kind.WORKER).organisation_id)
    choices = months(session, lines)
    return figures(session, lines, chosen_month(choices)), choices


def chosen_month(choices: list[date]) -> date:
    """Give the month that the address asks for, by default the last one that has ended.

    Raises `NoSuchMonth`.
    """
    asked = request.args.get("month", "")
    chosen = clock.named_month(asked) if asked else choices[min(1, len(choices) - 1)]
    if chosen is None or chosen not in choices:
        raise NoSuchMonth
    return chosen
