"""A year of the roster at a glance."""

from datetime import date, timedelta

from flask import request

from core import clock
from core.access import allows, may
from core.db import reading
from scheduling import queries
from scheduling.access import PLAN, VIEW, lines_seen
from scheduling.routes.blueprint import YEARS, bp, page, worker_here

WEEK = timedelta(weeks=1)


def _year() -> int:
    asked = request.args.get("year", type=int)
    return asked if asked and asked in YEARS else clock.local_day().year


@bp.get("/roster/year")
@allows(VIEW)
def year() -> str:
    """Show every week of a year: which days lack people, and which are covered."""
    actor, _worker_id = worker_here()
    plans = may(actor, PLAN)
    number = _year()
    first = date.fromisocalendar(number, 1, 1)
    last = date.fromisocalendar(number + 1, 1, 1) - timedelta(days=1)
    with reading() as session:
        seen = lines_seen(session, actor, may_plan=plans)
        shown = [line for line in seen if line.slug == request.args.get("line")]
        found = queries.year(session, [line.id for line in shown or seen], first, last)
    weeks = [first + n * WEEK for n in range((last - first).days // 7 + 1)]
    return page(
        "year.html",
        number=number,
        lines=seen,
        chosen=shown[0] if shown else None,
        weeks=[(one, [found.get(one + timedelta(days=n)) for n in range(7)]) for one in weeks],
        today=clock.local_day(),
        may_plan=plans,
    )
