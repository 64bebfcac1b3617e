"""The calendar of posts: a month as a list, drawn as a month where scripts run."""

from datetime import date, timedelta

from flask import render_template, request

from core import clock
from core.access import allows
from core.db import reading
from core.i18n import language
from core.identity import Kind, actor_here
from outreach import words
from outreach.access import CAMPAIGNS, campaigns_seen
from outreach.queries.posts import posts_between
from outreach.routes.door import bp
from outreach.routes.figures import month_name
from outreach.schemas import Span


@bp.get("/outreach/calendar")
@allows(CAMPAIGNS)
def post_calendar() -> str:
    """Show what is planned for a month over all campaigns that the reader sees."""
    here, month = actor_here(Kind.WORKER), _asked_month()
    following = clock.next_month(month)
    with reading() as session:
        return render_template(
            "outreach/post_calendar.html",
            posts=posts_between(session, campaigns_seen(session, here), Span(month, following)),
            month=month,
            month_name=month_name(month),
            before=clock.month_starts(month - timedelta(days=1)),
            following=following,
            locale=language(),
            words=words,
        )


def _asked_month() -> date:
    """Read `?month=2026-11`; anything else is this month."""
    return clock.named_month(request.args.get("month", "")) or clock.month_starts(clock.local_day())
