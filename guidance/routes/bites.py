"""Info bites: a sentence or two with a picture, and a link whose openings are counted by day."""

from uuid import UUID

from flask import Response, render_template, url_for

from core.access import PUBLIC, allows
from core.db import reading
from core.house import house
from core.i18n import language
from core.identity import Kind, actor_here
from core.limits import limiter
from core.look import to_pass_on
from guidance import queries
from guidance.access import WRITE, access_guide
from guidance.errors import NoSuchGuide
from guidance.guides.shape import Shape
from guidance.routes.doors import bp
from guidance.routes.guides import count_opened, lines_for_guide
from guidance.schemas import GuideKind, GuideWords


@bp.get("/bites/<slug>")
@allows(PUBLIC)
def bite(slug: str) -> str:
    """Show an info bite and where to read on; that it was opened is counted by day."""
    with reading() as session:
        shown = queries.shown_guide(session, slug, language(), GuideKind.BITE)
        guide = queries.guide_led_to(session, shown, language())
        lines = lines_for_guide(session, shown)
    count_opened(shown)
    return render_template("guidance/bite.html", bite=shown, guide=guide, lines=lines)


@bp.get("/bites/<slug>/<shape>.png")
@allows(PUBLIC)
@limiter.limit("30 per minute")
def bite_picture(slug: str, shape: str) -> Response:
    """Draw an info bite as readers have it."""
    drawn_as = _shape(shape)
    with reading() as session:
        shown = queries.shown_guide(session, slug, language(), GuideKind.BITE)
    return _picture(shown.words, slug, drawn_as)


@bp.get("/guides/desk/<uuid:guide_id>/<shape>.png")
@allows(WRITE)
def bite_draft_picture(guide_id: UUID, shape: str) -> Response:
    """Draw the newest wording of an info bite, for those who write and review it."""
    drawn_as = _shape(shape)
    with reading() as session:
        working = access_guide(session, actor_here(Kind.WORKER), guide_id)
    words = working.texts.get(language()) or working.texts.get("fi")
    if working.guide.kind is not GuideKind.BITE or words is None:
        raise NoSuchGuide
    return _picture(words, working.guide.slug, drawn_as)


def bite_address(slug: str) -> str:
    """Give the address that goes under a post: nothing in it says who passed it on."""
    path = to_pass_on(url_for("guidance.bite", slug=slug))
    return house().settings.public_url.rstrip("/") + path


def _shape(given: str) -> Shape:
    if given not in set(Shape):
        raise NoSuchGuide
    return Shape(given)


def _picture(words: GuideWords, slug: str, shape: Shape) -> Response:
    from guidance.guides.bite_picture import bite_png  # noqa: PLC0415  Pillow: 5 MB

    named = {"Content-Disposition": f'inline; filename="{slug}-{shape}.png"'}
    return Response(bite_png(words, bite_address(slug), shape), mimetype="image/png", headers=named)
