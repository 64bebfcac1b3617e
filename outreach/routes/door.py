"""The room's blueprint, in a module of its own: every page's module hangs its doors on it."""

from typing import Any

from flask import Blueprint

from core.db import reading
from core.identity import Kind, actor_here
from outreach.access import CAMPAIGNS, FIGURES, LOG, PLACES, PROCESS, VIEW
from outreach.queries.checkins import sheets_waiting

bp = Blueprint("outreach", __name__)


@bp.context_processor
def _doors_of_work() -> dict[str, Any]:
    """Let the tabs of street and online work show what the reader may open, and what waits."""
    return {
        "work_doors": {"log": LOG, "process": PROCESS, "places": PLACES},
        "doors": {"campaigns": CAMPAIGNS, "view": VIEW, "figures": FIGURES},
        "how_many_sheets": _how_many_sheets,
    }


def _how_many_sheets() -> int:
    """Say how many of last month's sheets wait for the reader."""
    with reading() as session:
        return len(sheets_waiting(session, actor_here(Kind.WORKER).id))
