"""The search for everybody, a service's page, and cards as JSON."""

from uuid import UUID

from flask import Response, jsonify, make_response, render_template, request, url_for
from sqlmodel import Session

from core.access import PUBLIC, allows, may
from core.db import reading, transaction
from core.headers import widened
from core.i18n import LANGUAGES, language
from core.identity import Actor, Kind, actor_here
from core.limits import limiter
from guidance import queries
from guidance.access import EDIT, USE
from guidance.actions import count_reading, count_search
from guidance.entry import card_of
from guidance.models import Service
from guidance.narrowing import narrowing
from guidance.queries import PAGE, Filters, When
from guidance.routes.doors import bp, helplines
from guidance.routes.guides import guide_card
from guidance.search import TRAITS
from guidance.showing import facts, hour_rows, spoken, ways
from policies.queries import policy

LONGEST_QUESTION = 200
MOST_PAGES = 100
LONGEST_PAGE_NUMBER = 4
CARDS_AT_DESK = 8
MOST_TRAITS = 12
SUGGESTED = 6


@bp.get("/services")
@allows(PUBLIC)
def services() -> Response:
    """Search the directory; a worker sees the same list on the desk's own page.

    The page may ask the device where it is, to tell how far services are; nobody here hears it.
    """
    actor = actor_here(Kind.WORKER)
    wanted, page = _filters(), _page_number()
    with reading() as session:
        found = queries.services(session, wanted, lang=language(), skip=(page - 1) * PAGE)
        is_asked = page == 1 and bool(wanted.text)
        guides = queries.found_guides(session, wanted.text, language()) if is_asked else []
        places = queries.municipalities(session, language())
        hidden, told = _for_editors(session, actor)
    if wanted.text and page == 1 and actor.kind is not Kind.WORKER:
        with transaction() as session:
            count_search(session, wanted, found)
    template = (
        "guidance/directory.html"
        if may(actor, USE) or may(actor, EDIT)
        else "guidance/services.html"
    )
    shown = render_template(
        template,
        wanted=wanted,
        found=found,
        guides=guides,
        places=places,
        narrowing=narrowing(wanted, found),
        page=page,
        hidden=hidden,
        told=told,
        can_edit=may(actor, EDIT),
        **helplines(),
    )
    return widened(make_response(shown), {}, "geolocation")


def _for_editors(session: Session, actor: Actor) -> tuple[list[tuple[Service, str]], int]:
    """Give what is not published, and how many readers say that something is wrong."""
    if not may(actor, EDIT):
        return [], 0
    hidden = queries.maintained(session, actor.organisation_id, language())
    return hidden, len(queries.waiting_suggestions(session, actor.organisation_id))


def _filters() -> Filters:
    asked = request.args
    age = asked.get("age", "")
    return Filters(
        text=asked.get("q", "")[:LONGEST_QUESTION].strip(),
        municipality=asked.get("municipality", "")[:3],
        age=int(age) if age.isascii() and age.isdigit() and len(age) <= 3 else None,  # noqa: PLR2004
        traits=_traits(),
        when=_when(),
    )


def _traits() -> frozenset[str]:
    """Give what must hold; `anonymous=1` is how older links say it."""
    asked = [*request.args.getlist("with")[:MOST_TRAITS]]
    asked += ["anonymous"] if request.args.get("anonymous") == "1" else []
    return frozenset(asked) & TRAITS.keys()


def _when() -> When:
    """Give when somebody must be there; `open=1` is how links say now."""
    given = request.args.get("when", "now" if request.args.get("open") == "1" else "")
    return When(given) if given in set(When) else When.ANY


def _page_number() -> int:
    given = request.args.get("page", "1")
    is_number = given.isascii() and given.isdigit() and len(given) <= LONGEST_PAGE_NUMBER
    return min(max(int(given), 1), MOST_PAGES) if is_number else 1


@bp.get("/services/<uuid:service_id>")
@allows(PUBLIC)
def service(service_id: UUID) -> str:
    """Show one service: what it is, when it is open, and what happens when one makes contact."""
    actor = actor_here(Kind.WORKER)
    with reading() as session:
        entry = queries.published(session, service_id)
        source = queries.source_of(session, service_id)
        capacities = queries.room_now(session, service_id)
        asked = _filters()
        meantime = queries.meantime(
            session, entry, lang=language(), municipality=asked.municipality, age=asked.age
        )
    if actor.kind is not Kind.WORKER:
        with transaction() as session:
            count_reading(session, service_id)
    return render_template(
        "guidance/service.html",
        card=card_of(entry, language()),
        text=entry.text(language()),
        service=entry.service,
        facts=facts(entry.service),
        hours=hour_rows(entry),
        ways=ways(entry),
        source=source,
        meantime=meantime,
        asked=asked,
        capacities=capacities,
        spoken=spoken(entry.service),
        takes_suggestions=policy().directory.suggestions,
        can_edit=may(actor, EDIT),
        **helplines(),
    )


@bp.get("/services/<uuid:service_id>/card.json")
@allows(PUBLIC)
def card(service_id: UUID) -> Response:
    """Give a card as things stand now, for one that was sent a while ago."""
    with reading() as session:
        found = queries.card(session, service_id, language())
    return jsonify(ok=True, card=found.model_dump(mode="json"))


@bp.get("/services/suggest.json")
@allows(PUBLIC)
@limiter.limit("300 per minute")
def suggest() -> Response:
    """Give the first few names for words that are still being typed; nothing is counted."""
    with reading() as session:
        found = queries.services(session, _filters(), lang=language(), limit=SUGGESTED)
    services = [
        {
            "name": card.name,
            "hours": card.hours_text,
            "url": url_for("guidance.service", service_id=card.id),
        }
        for card in found.cards or found.elsewhere
    ]
    return jsonify(ok=True, services=services, corrected=found.corrected)


@bp.get("/services/search.json")
@allows(USE)
def search() -> Response:
    """Give the best cards for a question; `lang` may differ from the desk's own language."""
    asked = request.args
    lang = asked.get("lang", language())
    spoken_in, wanted = lang if lang in LANGUAGES else language(), _filters()
    with reading() as session:
        found = queries.services(session, wanted, lang=spoken_in, limit=CARDS_AT_DESK)
        guides = queries.found_guides(session, wanted.text, spoken_in)
    cards = found.cards or found.elsewhere
    return jsonify(
        ok=True,
        cards=[one.model_dump(mode="json") for one in cards],
        guides=[guide_card(one) for one in guides],
    )
