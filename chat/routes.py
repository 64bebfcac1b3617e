"""Pages of the chat room: a line's page, the visitor's conversation, the responder's desk."""

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import (
    Blueprint,
    Response,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

from chat import actions, own, queries, words
from chat.access import DESK, FEEDBACK, TALK, access_conversation
from chat.errors import AlreadyAnswered, LineIsClosed
from chat.events import LineLanded
from chat.forms import StartForm
from chat.models import Conversation
from chat.schemas import State
from core.access import PUBLIC, allows
from core.db import checkpoint, reading, transaction
from core.events import record
from core.i18n import language, pick
from core.identity import Actor, Kind, actor_here, begin, end, forget, remember
from core.limits import limiter
from guidance.helplines import CHECKED, HELPLINES
from organisation.queries import keeper, line_by_slug
from policies.guard.rules import for_browser
from policies.guard.words import REASONS
from policies.notice import short_notice
from scheduling import words as duty_words
from scheduling.queries import my_duty_now, opening

if TYPE_CHECKING:
    from organisation.models import Line

bp = Blueprint("chat", __name__)

VISIT_LASTS = timedelta(hours=12)


@bp.get("/lines/<slug>")
@allows(PUBLIC)
def line(slug: str) -> str:
    """Show a line: is it open, who answers, what is stored, and how to start."""
    with reading() as session:
        found = line_by_slug(session, slug)
        form = _start_form(found)
        form.k.data = request.args.get("k", "")[:24]
        return render_template("chat/line.html", form=form, **_about(session, found))


@bp.get("/lines/<slug>/state")
@allows(PUBLIC)
def state(slug: str) -> Response:
    """Say whether a line is open, for pages that are looked at; nothing is counted or stored."""
    with reading() as session:
        found = line_by_slug(session, slug)
        now = opening(session, found)
        queue = queries.queue_of(session, found)
        text = queries.wait_text(queue, now.closes_at) if now.is_open else ""
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
        if _is_talking(session, here):
            return _see_chat()
        form = _start_form(found, sent=True)
        if not form.validate():
            return render_template("chat/line.html", form=form, **_about(session, found)), 422
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
            token = begin(session, Kind.VISITOR, conversation.id, lasts=VISIT_LASTS)
    except LineIsClosed:
        return _see_line(slug)
    return remember(_see_chat(), token, Kind.VISITOR)


@bp.get("/chat")
@allows(PUBLIC)
def conversation() -> Response | str:
    """Show the visitor's conversation: one neutral address that says nothing about it."""
    here = actor_here(Kind.VISITOR)
    with reading() as session:
        found = session.get(Conversation, here.id) if here.id else None
        if found is None:
            return render_template("chat/none.html")
        chosen = queries.line_of(session, found)
        if not found.is_live:
            return _after(found, chosen)
        return render_template(
            "chat/conversation.html",
            conversation=found,
            line=chosen,
            words=words.for_visitor(),
            guard=for_browser(),
            guard_words=words.for_guard(),
        )


def _after(found: Conversation, chosen: "Line") -> str:
    asked = (
        words.questions()[found.questions_answered : found.questions_answered + 1]
        if found.opened_at
        else []
    )
    return render_template(
        "chat/after.html", conversation=found, line=chosen, question=asked[0] if asked else None
    )


@bp.post("/chat/close")
@allows(TALK, of=Kind.VISITOR)
def close() -> Response:
    """End the conversation without a live socket."""
    here = actor_here(Kind.VISITOR)
    with transaction() as session:
        found = session.get(Conversation, here.id)
        if found:
            actions.close(session, here, found)
    return _see_chat()


@bp.post("/chat/feedback")
@allows(FEEDBACK, of=Kind.VISITOR)
def feedback() -> Response:
    """Count one answer; given twice, the second changes nothing."""
    question, answer = request.form.get("question", ""), request.form.get("answer", "")
    with suppress(AlreadyAnswered), transaction() as session:
        actions.give_feedback(session, actor_here(Kind.VISITOR), question, answer)
    return _see_chat()


@bp.get("/chat/stored")
@allows(TALK, of=Kind.VISITOR)
def stored() -> str:
    """Show what is stored about the conversation now, until when, and who has read it."""
    here = actor_here(Kind.VISITOR)
    with reading() as session:
        found = access_conversation(session, here, here.id)  # type: ignore[arg-type]
        return render_template(
            "chat/stored.html",
            line=queries.line_of(session, found),
            panel=own.panel(session, found, language()),
        )


@bp.get("/chat/export")
@allows(TALK, of=Kind.VISITOR)
def export() -> Response:
    """Give the visitor everything that is stored about their conversation."""
    here = actor_here(Kind.VISITOR)
    with reading() as session:
        found = access_conversation(session, here, here.id)  # type: ignore[arg-type]
        return jsonify(own.export(session, found))


@bp.post("/chat/erase")
@allows(TALK, of=Kind.VISITOR)
def erase() -> Response:
    """Delete the visitor's conversation for good, and everything on their device."""
    here = actor_here(Kind.VISITOR)
    with transaction() as session:
        own.leave_first(session, here)
    with transaction() as session:
        own.erase(session, here)
    checkpoint()
    return forget(make_response(redirect(url_for("chat.conversation"), 303)), Kind.VISITOR)


@bp.post("/chat/leave")
@allows(PUBLIC)
def leave() -> Response:
    """Take everything away from this device."""
    here = actor_here(Kind.VISITOR)
    if here.session_id:
        with transaction() as session:
            end(session, here.session_id)
    return forget(make_response(redirect(url_for("pages.home"), 303)), Kind.VISITOR)


@bp.get("/desk")
@allows(DESK)
def desk() -> str:
    """Show the responder's desk."""
    here = actor_here(Kind.WORKER)
    with reading() as session:
        duty = my_duty_now(session, here.id) if here.id else None
        return render_template(
            "chat/desk.html",
            duty_now=duty,
            duty_words=duty_words,
            view=queries.desk_view(session, here),
            words=words.for_desk(),
            guard=for_browser(),
            guard_words=words.for_worker_guard(),
            reasons=REASONS,
        )


def _start_form(found: "Line", *, sent: bool = False) -> Any:
    form = StartForm.sent() if sent else StartForm()
    form.topic.choices = [(topic["key"], pick(topic)) for topic in found.topics]
    return form


def _about(session: Any, found: "Line") -> dict[str, Any]:
    now = opening(session, found)
    queue = queries.queue_of(session, found)
    return {
        "line": found,
        "keeper": [pick(name) for name in keeper(session, found)],
        "card": queries.line_card(session, found),
        "opening": now,
        "pill_text": words.pill(now),
        "wait": queries.wait_text(queue, now.closes_at) if now.is_open else "",
        "notice": short_notice(language()),
        "helplines": HELPLINES,
        "helplines_checked": CHECKED,
        "canonical": url_for("chat.line", slug=found.slug),
    }


def _is_talking(session: Any, here: Actor) -> bool:
    found = session.get(Conversation, here.id) if here.id else None
    return bool(found and found.state in {State.WAITING, State.OPEN})


def _see_chat() -> Response:
    return make_response(redirect(url_for("chat.conversation"), 303))


def _see_line(slug: str) -> Response:
    return make_response(redirect(url_for("chat.line", slug=slug), 303))
