"""Guides for everybody: the list, a page to read, and whether it helped."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug import Response as AnyResponse

from core.access import PUBLIC, allows
from core.db import reading, transaction
from core.errors import BadInput
from core.house import house
from core.i18n import DEFAULT, language
from core.identity import Kind, actor_here
from core.limits import limiter
from guidance import queries
from guidance.actions import count_guide
from guidance.guides.markdown import parts
from guidance.helplines import SAFETY
from guidance.queries import ShownGuide
from guidance.routes.doors import bp, helplines
from guidance.schemas import ANSWERS, GuideFor, GuideKind, GuideSaid
from guidance.search import lexicon
from guidance.way_on import LineNow, lines_now
from guidance.worry.definition import Audience, shipped

MOST_LINES = 2


@dataclass(frozen=True)
class TopicLink:
    """A topic that some guide is about, in the page's language."""

    name: str
    label: str
    is_chosen: bool


@bp.get("/guides")
@allows(PUBLIC)
def guides() -> str:
    """List the guides, all or those on one topic."""
    with reading() as session:
        found = queries.shown_guides(session, language(), GuideKind.GUIDE)
        bites = queries.shown_guides(session, language(), GuideKind.BITE)
    chosen = request.args.get("topic", "")
    return render_template(
        "guidance/guides.html",
        guides=[one for one in found if not chosen or chosen in one.topics],
        bites=[] if chosen else bites,
        topics=_topics(found, chosen),
        chosen=chosen,
    )


@bp.get("/guides/<slug>")
@allows(PUBLIC)
def guide(slug: str) -> str:
    """Show a guide; that it was opened is counted, never by whom, and once with its thanks."""
    is_thanked = request.args.get("thanks") == "1"
    shown, page = _guide_page(slug, is_thanked=is_thanked)
    if not is_thanked:
        count_opened(shown)
    return page


def _guide_page(slug: str, *, is_thanked: bool) -> tuple[ShownGuide, str]:
    with reading() as session:
        shown = queries.shown_guide(session, slug, language(), GuideKind.GUIDE)
        services = queries.services_of_guide(session, shown, language())
        lines = lines_for_guide(session, shown)
        others = [
            one
            for one in queries.guides_about(session, shown.topics, shown.audience, language())
            if one.id != shown.id
        ]
    page = render_template(
        "guidance/guide.html",
        guide=shown,
        is_thanked=is_thanked,
        parts=parts(shown.words.body),
        services=services,
        lines=lines,
        others=others,
        is_safety=bool(SAFETY & set(shown.topics)),
        **helplines(),
    )
    return shown, page


@bp.post("/guides/<slug>/helped")
@allows(PUBLIC)
@limiter.limit("30 per minute")
def guide_helped(slug: str) -> AnyResponse:
    """Count whether a guide helped (R30), and lead its reader to where they were.

    The way back from what they go to next leads there too: to an answer of this door it would not.
    """
    given = request.form.get("answer", "")
    if given not in ANSWERS:
        raise BadInput
    with transaction() as session:
        shown = queries.shown_guide(session, slug, language(), GuideKind.GUIDE)
        count_guide(session, shown.id, GuideSaid(given))
    return redirect(url_for("guidance.guide", slug=slug, thanks=1), 303)


def count_opened(shown: ShownGuide) -> None:
    """Count that somebody from outside opened a page."""
    if actor_here(Kind.WORKER).kind is Kind.WORKER:
        return
    with transaction() as session:
        count_guide(session, shown.id, GuideSaid.OPENED)


def lines_for_guide(session: Session, shown: ShownGuide) -> list[LineNow]:
    """Name the lines where somebody may be asked about a guide, or when they open next."""
    for_whom = Audience.YOUTH if shown.audience is GuideFor.EVERYBODY else Audience(shown.audience)
    asked = {
        choice.id
        for test in shipped().values()
        for choice in test.about
        if test.audience is for_whom
    }
    topic = next((one for one in shown.topics if one in asked), "")
    return lines_now(session, for_whom, topic)[:MOST_LINES]


def guide_card(shown: ShownGuide) -> dict[str, str]:
    """Give a guide as the desk sends it into a conversation: words, and a link to its page."""
    place = "" if shown.lang == DEFAULT else f"/{shown.lang}"
    return {
        "name": shown.words.title,
        "summary": shown.words.lead,
        "web_url": f"{house().settings.public_url.rstrip('/')}{place}/guides/{shown.slug}",
        "lang": shown.lang,
    }


def _topics(found: list[ShownGuide], chosen: str) -> list[TopicLink]:
    every = {topic for one in found for topic in one.topics if topic in lexicon.shipped()}
    links = [TopicLink(one, lexicon.named(one, language()), one == chosen) for one in every]
    return sorted(links, key=lambda one: one.label)
