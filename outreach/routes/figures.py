"""The month's figures from link to service, and their export."""

from datetime import date

from flask import Response, render_template, request
from flask_babel import format_date
from sqlmodel import Session

from core import clock
from core.access import allows
from core.db import reading, transaction
from core.identity import Kind, actor_here
from organisation.errors import NoSuchLine
from outreach import words
from outreach.access import FIGURES
from outreach.errors import NoSuchMonth
from outreach.export import as_csv
from outreach.figures import CLASSES, Figures, figures, months
from outreach.protected import ALL, threshold
from outreach.queries import lines_here
from outreach.routes.door import bp
from outreach.schemas import SERVICES
from policies.actions import audit


@bp.get("/figures", endpoint="figures")
@allows(FIGURES)
def show() -> str:
    """Show a month: informing and outreach apart, for one line or all, small cells protected."""
    with reading() as session:
        shown, choices = _asked(session)
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
        month_name=month_name,
    )


@bp.get("/figures.csv")
@allows(FIGURES)
def figures_csv() -> Response:
    """Give a closed month as CSV; who took it out of the house stands in the audit log."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        shown, _choices = _asked(session)
        written = as_csv(shown)
        audit(session, here, FIGURES.name, f"month:{shown.month:%Y-%m}")
    name = f"rinnalla-{shown.month:%Y-%m}.csv"
    return Response(
        written,
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def month_name(month: date) -> str:
    """Call a month by its name and year."""
    return format_date(month, "LLLL yyyy").capitalize()


def _asked(session: Session) -> tuple[Figures, list[date]]:
    """Count the month that the address asks for, by default the last one that has ended.

    Raises `NoSuchMonth`.
    """
    lines = lines_here(session, actor_here(Kind.WORKER).organisation_id)
    choices = months(session, lines)
    asked = request.args.get("month", "")
    chosen = _parsed(asked) if asked else choices[min(1, len(choices) - 1)]
    if chosen not in choices:
        raise NoSuchMonth
    return figures(session, lines, chosen), choices


def _parsed(month: str) -> date | None:
    try:
        return clock.month_starts(date.fromisoformat(f"{month}-01"))
    except ValueError:
        return None
