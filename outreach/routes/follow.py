"""The short address: counts that somebody came, keeps nothing of who, and leads on."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from core.access import PUBLIC, allows
from core.db import reading, transaction
from outreach import actions
from outreach.actions import Destination
from outreach.robots import kind_of_visit
from outreach.routes.door import bp

SCAN = "s"


@bp.get("/t/<code>")
@allows(PUBLIC)
def follow(code: str) -> Response:
    """Lead on from a link, or from a QR code that carries `?s=1`.

    Nothing else in the address is kept.
    """
    return _lead_on(code, scanned=request.args.get(SCAN) == "1")


@bp.get("/q/<code>")
@allows(PUBLIC)
def scan(code: str) -> Response:
    """Lead on from a QR code, counted apart from links that are tapped."""
    return _lead_on(code, scanned=True)


def _lead_on(code: str, *, scanned: bool) -> Response:
    if request.method == "HEAD":  # asks about the address, visits nothing
        with reading() as session:
            return _redirect(actions.destination(session, code, scanned=scanned)[1])
    kind = kind_of_visit(request.user_agent.string, request.headers, scanned=scanned)
    with transaction() as session:
        to = actions.follow(session, code, kind)
    return _redirect(to)


def _redirect(to: Destination) -> Response:
    """Lead on; whose page the link stood on is no business of the page that it leads to."""
    answer = redirect(to.address or _page(to), 303)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _page(to: Destination) -> str:
    if to.slug is None:
        return url_for("pages.home")
    return url_for("chat.line", slug=to.slug, k=to.code)
