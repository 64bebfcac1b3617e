"""Links: QR codes, the poster, taking a placement out of use.

The page's language is the code's and the poster's.
"""

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response as Answer

from core.access import allows
from core.db import reading, transaction
from core.i18n import pick
from core.identity import Kind, actor_here
from organisation.queries import line
from outreach import actions, qr
from outreach.access import EDIT, VIEW, access_link
from outreach.errors import LeadsElsewhere
from outreach.models import Link
from outreach.poster import opening_lines
from outreach.poster_pdf import Told, poster_pdf
from outreach.routes.door import bp

SIZES = ("a5", "a4", "sticker")
STRIPS = 8


@bp.get("/links/<code>.svg")
@allows(VIEW)
def qr_svg(code: str) -> Response:
    """Give the QR code as SVG."""
    return _drawn(_code(code), "svg")


@bp.get("/links/<code>.png")
@allows(VIEW)
def qr_png(code: str) -> Response:
    """Give the QR code as PNG."""
    return _drawn(_code(code), "png")


@bp.get("/links/<code>/poster")
@allows(VIEW)
def poster(code: str) -> str:
    """Show a poster to print: code, short address, opening hours, "no name needed".

    Raises `LeadsElsewhere` for a link that does not lead to the line.
    """
    size = request.args.get("size", "")
    with reading() as session:
        found = _of_ours(session, code)
        shown = line(session, found.line_id)
        return render_template(
            "outreach/poster.html",
            link=found,
            line=shown,
            hours=opening_lines(shown.hours),
            address=qr.short_address(found.code),
            size=size if size in SIZES else SIZES[0],
            sizes=SIZES,
            strips=STRIPS,
        )


@bp.get("/links/<code>.pdf")
@allows(VIEW)
def poster_file(code: str) -> Response:
    """Give a poster as PDF: `?size=a4`, `a5` or `sticker`; an A4 has strips to tear off."""
    asked = request.args.get("size", "")
    size = asked if asked in SIZES else SIZES[0]
    with reading() as session:
        found = _of_ours(session, code)
        shown = line(session, found.line_id)
        told = Told(
            name=pick(shown.name),
            audience=pick(shown.audience),
            who_answers=pick(shown.who_answers),
            address=qr.short_address(found.code),
            scanned=qr.scanned_address(found.code),
            hours=opening_lines(shown.hours),
        )
    drawn = poster_pdf(told, size, strips=STRIPS if size == "a4" else 0)
    answer = Response(drawn, mimetype="application/pdf")
    name = f"{found.code}-{size}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@bp.post("/links/<code>/close")
@allows(EDIT)
def close_link(code: str) -> Answer:
    """Take a placement out of use."""
    with transaction() as session:
        found = access_link(session, actor_here(Kind.WORKER), code)
        actions.close_link(found)
        campaign_id = found.campaign_id
    flash(
        _("Today is the link's last day. After it the address still leads to the line, uncounted."),
        "good",
    )
    if campaign_id is None:
        return redirect(url_for("outreach.campaigns"), 303)
    return redirect(url_for("outreach.campaign", campaign_id=campaign_id), 303)


def _of_ours(session: Session, code: str) -> Link:
    """Find a link that leads to a line of ours. Raises `NoSuchLink`, `LeadsElsewhere`."""
    found = access_link(session, actor_here(Kind.WORKER), code)
    if found.target:
        raise LeadsElsewhere
    return found


def _code(code: str) -> str:
    """Find the link first: a code of somebody else's is drawn for nobody."""
    with reading() as session:
        return access_link(session, actor_here(Kind.WORKER), code).code


def _drawn(code: str, kind: str) -> Response:
    drawn, mimetype = (
        (qr.svg(code), "image/svg+xml") if kind == "svg" else (qr.png(code), "image/png")
    )
    answer = Response(drawn, mimetype=mimetype)
    if "download" in request.args:
        answer.headers["Content-Disposition"] = f'attachment; filename="{code}.{kind}"'
    return answer
