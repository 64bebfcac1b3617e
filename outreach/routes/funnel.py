"""The funnel of as many closed months as one likes, from a link to a service, following nobody."""

from datetime import date, timedelta

from flask import render_template, request
from flask_babel import gettext as _

from core import clock
from core.access import allows
from core.db import reading
from core.identity import Kind, actor_here
from organisation.errors import NoSuchLine
from outreach.access import FIGURES
from outreach.errors import NoSuchMonth
from outreach.figures import CLASSES
from outreach.protected import ALL, threshold
from outreach.reports.months import TEST_DONE
from outreach.reports.periods import MONTH, between, closed_since
from outreach.reports.report import (
    ANALYSED,
    BY_LINKS,
    INFORMING,
    NAMED,
    TALKED,
    first_counted,
    report,
)
from outreach.reports.words import name, period_name, rounded, told
from outreach.routes.door import bp
from outreach.routes.figures import month_name
from outreach.routes.nothing_yet import has_ended, nothing_yet

STEPS = ("attempts", "conversations", ANALYSED, NAMED[-1])
AT_FIRST = 3
"""How many months are shown before anybody has chosen."""


@bp.get("/figures/funnel")
@allows(FIGURES)
def funnel() -> str:
    """Show the steps of some months. Raises `NoSuchPeriod`, `PeriodStillOpen`, `NoSuchLine`."""
    organisation_id = actor_here(Kind.WORKER).organisation_id
    with reading() as session:
        began_on = first_counted(session, organisation_id)
        if began_on is None or not has_ended(began_on):
            return nothing_yet(_("The funnel"), began_on)
        first = began_on
        last = _asked("to") or clock.month_starts(
            clock.month_starts(clock.local_day()) - timedelta(1)
        )
        chosen = between(_asked("from") or max(_back(last), min(first, last)), last, first)
        shown = report(session, organisation_id, chosen)
    key = request.args.get("line") or ALL
    if key != ALL and key not in {line.slug for line in shown.lines}:
        raise NoSuchLine
    return render_template(
        "outreach/funnel.html",
        report=shown,
        key=key,
        all=ALL,
        months=[one.first for one in closed_since(first) if one.length == MONTH],
        informing=INFORMING if key == ALL else BY_LINKS,
        steps=STEPS,
        classes=CLASSES,
        columns_of=(*BY_LINKS, *((TEST_DONE,) if key == ALL else ()), *TALKED[:2], NAMED[-1]),
        k=threshold(),
        name=name,
        told=told,
        rounded=rounded,
        period_name=period_name,
        month_name=month_name,
    )


def _asked(field: str) -> date | None:
    """Read a month of the address, None where none is asked for. Raises `NoSuchMonth`."""
    written = request.args.get(field, "")
    found = clock.named_month(written) if written else None
    if written and found is None:
        raise NoSuchMonth
    return found


def _back(last: date) -> date:
    for _month in range(AT_FIRST - 1):
        last = clock.month_starts(last - timedelta(days=1))
    return last
