"""A closed period's report: its page, to be read and printed, and its files."""

from datetime import date, timedelta

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from core import clock
from core.access import allows
from core.db import reading, transaction
from core.i18n import LANGUAGES, pick
from core.identity import Kind, actor_here
from outreach.access import FIGURES
from outreach.protected import ALL, threshold
from outreach.reports.agreement import TOLD
from outreach.reports.beside import TOPIC_STEPS
from outreach.reports.definitions import definitions, in_force
from outreach.reports.export import report_csv, report_json, report_xlsx
from outreach.reports.nutshell import nutshells
from outreach.reports.periods import Period, closed, closed_since
from outreach.reports.report import (
    ANALYSED,
    BY_LINKS,
    INFORMING,
    NAMED,
    SHARES,
    TALKED,
    Report,
    began,
    first_counted,
    report,
)
from outreach.reports.waits import PERCENTS
from outreach.reports.words import (
    facet_name,
    hours_of_day,
    name,
    noted_pairs,
    period_name,
    rounded,
    service_pairs,
    told,
    topic_pairs,
    two_decimals,
    wait_told,
)
from outreach.routes.door import bp
from outreach.routes.figures import XLSX, month_name
from outreach.routes.nothing_yet import has_ended, nothing_yet
from policies.actions import audit
from policies.queries import policy
from scheduling.words import weekdays


@bp.get("/reports")
@allows(FIGURES)
def reports() -> Answer | str:
    """Lead to the period that was chosen, else to the last month that has ended."""
    with reading() as session:
        began_on = first_counted(session, actor_here(Kind.WORKER).organisation_id)
    if not has_ended(began_on):
        return nothing_yet(_("Report"), began_on)
    last = clock.month_starts(clock.local_day()) - timedelta(days=1)
    asked = request.args.get("period") or f"{last:%Y-%m}"
    return redirect(url_for("outreach.show_report", code=asked), code=303)


@bp.get("/reports/<code>")
@allows(FIGURES)
def show_report(code: str) -> str:
    """Show a closed period. Raises `NoSuchPeriod`, `PeriodStillOpen`."""
    organisation_id = actor_here(Kind.WORKER).organisation_id
    with reading() as session:
        first = began(session, organisation_id)
        shown = report(session, organisation_id, closed(code, first))
    return render_template(
        "outreach/report.html",
        report=shown,
        periods=closed_since(first),
        nutshells=nutshells(shown),
        languages_named=LANGUAGES,
        definitions=in_force(shown.period.span, definitions()),
        settles_on=_settles_on(shown.period),
        steps={"informing": INFORMING, "talked": TALKED, "named": NAMED, "by_links": BY_LINKS},
        analysed=ANALYSED,
        shares=SHARES,
        all=ALL,
        k=threshold(),
        sensitive_k=policy().reports.sensitive_k,
        topic_steps=TOPIC_STEPS,
        two_steps=TOLD,
        two_decimals=two_decimals,
        wait_percents=PERCENTS,
        wait_told=wait_told,
        weekdays=weekdays(),
        hours_of_day=hours_of_day,
        facet_name=facet_name,
        noted_pairs=noted_pairs,
        topic_pairs=topic_pairs,
        service_pairs=service_pairs,
        lines_named=[(line.slug, pick(line.name)) for line in shown.lines],
        name=name,
        told=told,
        rounded=rounded,
        period_name=period_name,
        month_name=month_name,
    )


def _settles_on(period: Period) -> date | None:
    """Give the day until which rounds of a period may still be told; None when it is over."""
    day = clock.local_day(policy().outreach.late_entry.after(clock.day_starts(period.end)))
    return day if day > clock.local_day() else None


@bp.get("/reports/<code>.csv")
@allows(FIGURES)
def report_as_csv(code: str) -> Response:
    """Give a closed period as CSV; who took it out of the house stands in the audit log."""
    shown = _taken_out(code, "csv")
    return _file(report_csv(shown), shown, "csv", "text/csv")


@bp.get("/reports/<code>.xlsx")
@allows(FIGURES)
def report_as_xlsx(code: str) -> Response:
    """Give a closed period as a workbook with its definitions."""
    shown = _taken_out(code, "xlsx")
    return _file(report_xlsx(shown), shown, "xlsx", XLSX)


@bp.get("/reports/<code>.json")
@allows(FIGURES)
def report_as_json(code: str) -> Response:
    """Give a closed period to another program."""
    return jsonify(report_json(_taken_out(code, "json")))


def _taken_out(code: str, kind: str) -> Report:
    """Note who takes a report out of the house. Raises `NoSuchPeriod`, `PeriodStillOpen`."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        period = closed(code, began(session, here.organisation_id))
        audit(session, here, FIGURES.name, f"report:{period.code}", reason=kind)
        return report(session, here.organisation_id, period)


def _file(written: str | bytes, shown: Report, kind: str, mimetype: str) -> Response:
    file = f"rinnalla-report-{shown.period.code}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(written, mimetype=mimetype, headers=headers)
