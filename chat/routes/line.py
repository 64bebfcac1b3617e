"""A line's page: is it open, who answers, what is stored, and how to start."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import (
    Response,
    jsonify,
    render_template,
    request,
    url_for,
)

from chat import actions, ages, queries, words
from chat.actions.emergency import locate
from chat.errors import LineIsClosed
from chat.events import LineLanded
from chat.forms import StartForm
from chat.gate import gate
from chat.models import Conversation
from chat.queries.emergency import is_ready
from core import sealed
from core.access import PUBLIC, allows
from core.addresses import address_here
from core.db import reading, transaction
from core.embed import framed_line
from core.events import record
from core.i18n import language, pick
from core.identity import Actor, Kind, actor_here, begin, remember, token_here
from core.limits import bucket, limiter
from guidance.helplines import CHECKED, HELPLINES
from guidance.queries import municipalities
from organisation.queries import keeper, line_by_slug
from policies.notice import short_notice
from policies.queries import policy
from scheduling.queries import offered_types, unusual_days

if TYPE_CHECKING:
    from organisation.models import Line

from chat.routes.doors import bp, see_chat, see_line, try_cookie
from chat.routes.gate import held_back

SEALED = "sealed"
VISIT_LASTS = timedelta(hours=12)


@bp.get("/lines/<slug>")
@allows(PUBLIC)
def line(slug: str) -> str:
    """Show a line: is it open, who answers, what is stored, and how to start."""
    with reading() as session:
        found = line_by_slug(session, slug)
        form = _start_form(found)
        form.k.data = request.args.get("k", "")[:24]
        form.topic.data = _known_topic(found, request.args.get("topic", ""))
        return render_template("chat/line.html", form=form, **_about(session, found))


@bp.get("/lines/<slug>/elsewhere")
@allows(PUBLIC)
def elsewhere(slug: str) -> str:
    """Show the other lines, those for everybody first, and the services of the whole country.

    What is asked stays on the screen: nobody is turned away, nothing is sent or stored (R14, R15).
    """
    with reading() as session:
        found = line_by_slug(session, slug)
        names = municipalities(session, language())
        others = [card for card in queries.line_cards(session) if card.slug != slug]
        return render_template(
            "chat/elsewhere.html",
            line=found,
            places=[names.get(one, one) for one in found.municipalities],
            card=queries.line_card(session, found),
            lines=sorted(others, key=lambda card: not card.is_for_anyone),
            bands=ages.bands(),
            helplines=HELPLINES,
            helplines_checked=CHECKED,
        )


@bp.get("/lines/<slug>/state")
@allows(PUBLIC)
def state(slug: str) -> Response:
    """Say whether a line is open, for pages that are looked at; nothing is counted or stored."""
    with reading() as session:
        found = line_by_slug(session, slug)
        queue = queries.queue_of(session, found)
        now, text = queue.opening, queries.wait_text(queue)
        return jsonify(open=now.is_open, pill=words.pill(now), state=words.state(now), wait=text)


@bp.post("/lines/<slug>/landed")
@allows(PUBLIC)
@limiter.limit("120 per minute")
def landed(slug: str) -> tuple[str, int]:
    """Count that somebody really saw the page."""
    origin = request.form.get("k", "")[:24]
    with transaction() as session:
        record(session, LineLanded(line_id=line_by_slug(session, slug).id, origin=origin))
    return "", 204


@bp.post("/lines/<slug>/start")
@allows(PUBLIC)
@limiter.limit("30 per minute; 600 per hour")  # a whole class may sit behind one school network
def start(slug: str) -> Response | tuple[str, int]:
    """Begin a conversation: the first moment at which anything is stored."""
    here = actor_here(Kind.VISITOR)
    with reading() as session:
        found = line_by_slug(session, slug)
        if is_talking(session, here):
            return see_chat()
        form = _start_form(found, sent=True)
        cannot_seal = queries.seals(found) and not form.is_sealed
        if not form.validate() or cannot_seal:
            about = _about(session, found) | {"cannot_seal": cannot_seal}
            return render_template("chat/line.html", form=form, **about), 422
    if framed_line() and token_here(Kind.VISITOR) is None:
        return try_cookie(slug)
    with reading() as session:
        if held := held_back(session, found, here, url_for("chat.start", slug=slug), form):
            return held
    with transaction() as session:
        actions.attempt(session, found, str(form.k.data or ""))
    try:
        with transaction() as session:
            conversation = actions.enter(
                session,
                found,
                nickname=(form.nickname.data or "").strip(),
                topic=form.topic.data or None,
                language=language(),
            )
            if form.told.data == SEALED:
                locate(session, conversation, found.organisation_id, address_here())
            token = begin(session, Kind.VISITOR, conversation.id, lasts=VISIT_LASTS)
    except LineIsClosed:
        return see_line(slug)
    gate.came(conversation.id, found.id, bucket())
    return remember(see_chat(), token, Kind.VISITOR)


def _known_topic(found: "Line", asked: str) -> str | None:
    """Give the topic that a link from elsewhere names, if the line has it."""
    return asked if asked in {topic["key"] for topic in found.topics} else None


def _start_form(found: "Line", *, sent: bool = False) -> Any:
    form = StartForm.sent() if sent else StartForm()
    form.topic.choices = [(topic["key"], pick(topic)) for topic in found.topics]
    return form


def _about(session: Any, found: "Line") -> dict[str, Any]:
    queue = queries.queue_of(session, found)
    now = queue.opening
    is_sealed = is_ready(session, found.organisation_id)
    return {
        "line": found,
        "keeper": [pick(name) for name in keeper(session, found)],
        "card": queries.line_card(session, found),
        "opening": now,
        "next_card": queries.next_card(session, found) if now.has_ended else None,
        "returns": queries.gives_codes(),
        "seals": sealed.ALG if queries.seals(found) else "",
        "cannot_seal": False,
        "takes_requests": queries.takes_requests(found),
        "takes_appointments": bool(offered_types(session, found.id)),
        "takes_named": queries.takes_named(found),
        "answer_within_days": policy().chat.contact_requests.answer_within_days,
        "answer_by": queries.last_day_if_asked_now(),
        "pill_text": words.pill(now),
        "unusual_text": words.unusual(unusual_days(session, found)),
        "wait": queries.wait_text(queue),
        "notice": short_notice(language(), is_sealed=is_sealed),
        "about_address": SEALED if is_sealed else "",
        "helplines": HELPLINES,
        "helplines_checked": CHECKED,
        "canonical": url_for("chat.line", slug=found.slug),
    }


def is_talking(session: Any, here: Actor) -> bool:
    """Whether this browser has a conversation or a contact request that goes on."""
    found = session.get(Conversation, here.id) if here.id else None
    return bool(found and found.is_live)
