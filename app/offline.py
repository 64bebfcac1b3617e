"""The page with 112 and the helplines, for when there is no network.

It is kept on a device only when somebody presses the button for that: a service worker is storage
too, and nothing is stored before it was asked for.
"""

from flask import Blueprint, Response, current_app, jsonify, render_template, send_from_directory
from flask_babel import gettext as _

from core.access import PUBLIC, allows
from core.web import asset
from guidance.helplines import CHECKED, HELPLINES

bp = Blueprint("offline", __name__)


@bp.get("/offline")
@allows(PUBLIC)
def page() -> str:
    """Show the numbers, and offer to keep them on this device."""
    return render_template("offline.html", helplines=HELPLINES, helplines_checked=CHECKED)


@bp.get("/worker.js")
@allows(PUBLIC)
def worker() -> Response:
    """Give the service worker; from the root, because it answers for every page of ours."""
    answer = send_from_directory(str(current_app.static_folder), "js/worker.js")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.get("/manifest.webmanifest")
@allows(PUBLIC)
def manifest() -> Response:
    """Describe what a device may put on its home screen: a name and a sign that tell nothing."""
    sign = {"src": asset("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
    told = jsonify(
        name="Rinnalla",
        short_name="Rinnalla",
        description=_("A place to talk"),
        start_url="/",
        scope="/",
        display="standalone",
        background_color="#f2f5f1",
        theme_color="#0a3f45",
        icons=[sign],
    )
    told.content_type = "application/manifest+json"
    return told
