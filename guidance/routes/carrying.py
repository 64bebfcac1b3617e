"""A service card to take along: on paper, as a picture, as a link without anything that follows."""

from uuid import UUID

from flask import Response, render_template, url_for

from core import clock, qr
from core.access import PUBLIC, allows
from core.db import reading
from core.house import house
from core.i18n import language
from core.limits import limiter
from core.look import to_pass_on
from guidance import queries
from guidance.entry import card_of
from guidance.routes.doors import bp


@bp.get("/services/<uuid:service_id>/print")
@allows(PUBLIC)
def paper(service_id: UUID) -> str:
    """Show a card that fits on A6, with its page as a QR code and the day of printing."""
    with reading() as session:
        card = card_of(queries.published(session, service_id), language())
    return render_template(
        "guidance/paper.html", card=card, address=_address(service_id), today=clock.local_day()
    )


@bp.get("/services/<uuid:service_id>/qr.svg")
@allows(PUBLIC)
def qr_svg(service_id: UUID) -> Response:
    """Draw the address of a service's page."""
    with reading() as session:
        queries.published(session, service_id)
    return Response(qr.svg(_address(service_id)), mimetype="image/svg+xml")


@bp.get("/services/<uuid:service_id>/card.png")
@allows(PUBLIC)
@limiter.limit("30 per minute")
def image(service_id: UUID) -> Response:
    """Draw the card as a picture to share."""
    from guidance.picture import png  # noqa: PLC0415  Pillow: 5 MB

    with reading() as session:
        card = card_of(queries.published(session, service_id), language())
    drawn = png(card, _address(service_id))
    return Response(
        drawn,
        mimetype="image/png",
        headers={"Content-Disposition": 'inline; filename="rinnalla.png"'},
    )


def _address(service_id: UUID) -> str:
    """Give the page's address as anybody may pass it on: nothing in it says who did."""
    path = to_pass_on(url_for("guidance.service", service_id=service_id))
    return house().settings.public_url.rstrip("/") + path
