"""The blueprint, and what every page with help on it needs."""

from typing import Any

from flask import Blueprint

from guidance.helplines import CHECKED, HELPLINES

bp = Blueprint("guidance", __name__)


def helplines() -> dict[str, Any]:
    """Give the numbers that always answer, and the day on which they were checked."""
    return {"helplines": HELPLINES, "checked": CHECKED}
