"""Coverage: a month's greatest reach against those who live there, and who counted them."""

from urllib.parse import urlsplit
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from core import clock
from core.access import allows
from core.db import reading, transaction
from core.errors import Refusal
from core.identity import Kind, actor_here
from core.limits import limiter
from core.outgoing import Fetcher
from outreach.access import EDIT, FIGURES, organisation_of
from outreach.actions.population import keep_population
from outreach.errors import NoSuchMonth
from outreach.insights.errors import HeadersUnknown
from outreach.insights.opening import Limits
from outreach.insights.population import People, codes, of_pxweb, of_sheet
from outreach.protected import threshold
from outreach.queries.checkins import last_month
from outreach.reports.coverage import USUAL, Target, areas_and_year, coverage
from outreach.reports.words import rounded
from outreach.routes.door import bp
from outreach.routes.figures import month_name
from outreach.schemas.insights import OLDEST
from policies.queries import policy

AROUND_A_FILE = 10_000  # bytes of a form besides its file
FETCHER = Fetcher(most_bytes=2_000_000)


@bp.get("/figures/coverage", endpoint="coverage")
@allows(FIGURES)
def show_coverage() -> str:
    """Show a closed month's reach against an area's people of some ages. Raises `NoSuchMonth`."""
    return _page("")


def _page(error: str) -> str:
    month = clock.named_month(request.args.get("month", "")) or last_month()
    if month > last_month():
        raise NoSuchMonth
    organisation_id = actor_here(Kind.WORKER).organisation_id
    with reading() as session:
        areas, year = areas_and_year(session, organisation_id)
        area = request.args.get("area", "")
        target = Target(
            area if area in areas else "", _age("from", USUAL.age_from), _age("to", USUAL.age_to)
        )
        return render_template(
            "outreach/coverage.html",
            coverage=coverage(session, organisation_id, month, target),
            areas=areas,
            year=year,
            error=error,
            edit=EDIT,
            may_fetch=bool(policy().reports.population_source),
            oldest=OLDEST,
            k=threshold(),
            rounded=rounded,
            month_name=month_name,
        )


def _age(field: str, usual: int) -> int:
    written = request.args.get(field, "")
    return (
        min(int(written), OLDEST) if written.isdecimal() and len(written) <= len("120") else usual
    )


@bp.post("/figures/coverage/file")
@allows(EDIT)
@limiter.limit("10 per minute")
def read_population() -> Response:
    """Read how many live where from a sheet."""
    request.max_content_length = policy().outreach.file_bytes + AROUND_A_FILE
    sent = request.files.get("file")
    limits = Limits(policy().outreach.file_bytes, policy().outreach.file_rows)
    try:
        if sent is None or not sent.filename:
            raise HeadersUnknown
        return _kept(of_sheet(sent.read(), limits))
    except Refusal as refusal:
        return make_response(_page(_of_sheet(refusal)), refusal.status)


def _of_sheet(refusal: Refusal) -> str:
    if isinstance(refusal, HeadersUnknown):
        return _(
            "The sheet needs the columns area, age, year and people, and a number in each row."
        )
    return str(refusal.sentence)


@bp.post("/figures/coverage/statistics")
@allows(EDIT)
@limiter.limit("5 per minute")
def ask_statistics() -> Response:
    """Ask the statistics office, if the policy names its address; nobody else is asked."""
    source = policy().reports.population_source
    try:
        wanted = codes(request.form.get("areas", ""))
    except ValueError:
        return make_response(_page(_("Write codes of areas, for example KU205.")), 422)
    if not source:
        return make_response(_page(_("The policy names no statistics office.")), 409)
    fetcher = Fetcher(
        FETCHER.most_bytes,
        hosts=(urlsplit(source).hostname or "",),
        resolve=FETCHER.resolve,
        connect=FETCHER.connect,
    )
    try:
        return _kept(of_pxweb(fetcher, source, wanted))
    except Refusal as refusal:
        return make_response(_page(str(refusal.sentence)), refusal.status)


def _kept(found: list[People]) -> Response:
    organisation_id: UUID = organisation_of(actor_here(Kind.WORKER))
    with transaction() as session:
        many = keep_population(session, organisation_id, found)
    flash(ngettext("%(num)d age group was read.", "%(num)d age groups were read.", many), "good")
    return redirect(url_for("outreach.coverage"), 303)
