"""The room's blueprint, in a module of its own: every page's module hangs its doors on it."""

from typing import Any

from flask import Blueprint

from outreach.access import LOG, PLACES, PROCESS

bp = Blueprint("outreach", __name__)


@bp.context_processor
def _doors_of_work() -> dict[str, Any]:
    """Let the tabs of street and online work show what the reader may open."""
    return {"work_doors": {"log": LOG, "process": PROCESS, "places": PLACES}}
