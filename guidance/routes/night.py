"""The night pack on paper: A6 cards, four to a sheet, for whoever walks about in the evening."""

from flask import Response, render_template, request

from core import clock, qr
from core.access import PUBLIC, allows
from core.db import reading
from core.i18n import language
from core.limits import limiter
from guidance import queries
from guidance.errors import NoSuchService
from guidance.helplines import HELPLINES
from guidance.night import night_pack
from guidance.routes.doors import bp
from guidance.search import lexicon


@bp.get("/services/night")
@allows(PUBLIC)
@limiter.limit("60 per minute")
def night() -> str:
    """Show an area's cards for the night, to be printed; nothing is counted."""
    place, theme = request.args.get("municipality", "")[:3], request.args.get("theme", "")
    with reading() as session:
        places = queries.municipalities(session, language())
        pack = night_pack(
            session,
            language(),
            place if place in places else "",
            theme if theme in lexicon.shipped() else "",
        )
    themes = {one: lexicon.named(one, language()) for one in lexicon.shipped()}
    return render_template(
        "guidance/night.html",
        pack=pack,
        places=places,
        place=place,
        themes=dict(sorted(themes.items(), key=lambda pair: pair[1])),
        theme=theme,
        today=clock.local_day(),
    )


@bp.get("/services/night/<tel>.svg")
@allows(PUBLIC)
def helpline_qr(tel: str) -> Response:
    """Draw a number that always answers as a code that dials it."""
    if tel not in {one.tel for one in HELPLINES}:
        raise NoSuchService
    return Response(qr.svg(f"tel:{tel}"), mimetype="image/svg+xml")
