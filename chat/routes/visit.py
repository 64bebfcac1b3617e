"""The visitor's conversation, what is stored of it, and its end."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from flask import (
    Response,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from sqlmodel import Session

from chat import actions, attach_words, company, own, queries, seal_words, words
from chat.access import FEEDBACK, TALK, access_conversation
from chat.actions import plans
from chat.actions.misuse import cooling
from chat.afterwards import name_of_words, said_afterwards
from chat.errors import AlreadyAnswered, HeldBack
from chat.models import Conversation
from chat.queries.calls import call_features
from chat.queries.opening import opening
from core.access import PUBLIC, allows
from core.db import checkpoint, reading, transaction
from core.embed import framed_line
from core.headers import widened
from core.i18n import language
from core.identity import Kind, actor_here, end, forget
from policies.guard.rules import for_browser
from policies.queries import policy
from policies.request_kinds import OwnDeed
from policies.requests import count_own_deed
from scheduling.queries import offered_types

if TYPE_CHECKING:
    from organisation.models import Line

from chat.queries.promised import promised
from chat.routes.doors import bp, see_chat, see_line
from chat.schemas import State


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
            return _after(session, found, chosen)
        page = render_template(
            "chat/conversation.html",
            conversation=found,
            line=chosen,
            words=words.for_visitor() | attach_words.for_both() | seal_words.for_both(),
            attachments=attach_words.of_visitor(chosen.slug),
            talk_rules=policy().chat.talk,
            company=company.for_visitor(),
            answered_by=queries.last_day(found),
            keep_minutes=policy().chat.waiting.keep_place.in_minutes,
            call_minutes=policy().chat.waiting.call_back.in_minutes,
            guard=for_browser(),
            guard_words=words.for_guard(),
            returning=_returning(session, found, chosen),
            sealing=queries.sealing_here(session, found),
            how_sealed=queries.how_sealed(session, found),
            burdens=words.burdens(),
        )
    asked = {*attach_words.features(), *call_features(chosen)}
    return widened(make_response(page), attach_words.SHOWN, *asked)


def _returning(session: Session, found: Conversation, chosen: "Line") -> dict[str, Any] | None:
    """Give what the pages say about coming back; None where the policy gives no return codes."""
    if not queries.gives_codes():
        return None
    now, before = opening(session, chosen), queries.earlier(session, found)
    return {
        "salt": queries.salt_of(chosen),
        "has_code": queries.has_code(session, found.id),
        "words": words.for_return(),
        "is_open": now.is_open,
        "takes_appointments": bool(offered_types(session, chosen.id)),
        "state": words.state(now),
        "before": before,
        "promised": _promised(session, found),
        "next_on": words.day_and_time(before.next_on) if before and before.next_on else "",
    }


def _promised(session: Session, found: Conversation) -> dict[str, str] | None:
    told = promised(session, found.id)
    return {"name": told.name, "when": words.day_and_time(told.at)} if told else None


def _next_question(found: Conversation) -> tuple[str, str, list[tuple[str, str]]] | None:
    """Give what is asked next; how heavy it is now only where it was told in the queue."""
    left = words.questions()[found.questions_answered :] if found.opened_at else []
    told_before = found.burden_before is not None
    return next((one for one in left if one[0] != actions.BURDEN or told_before), None)


def _after(session: Session, found: Conversation, chosen: "Line") -> str:
    return render_template(
        "chat/after.html",
        conversation=found,
        line=chosen,
        left=words.left(found.ended_by),
        may_ask=found.ended_by == "closing"
        and found.last_seq > 0
        and queries.takes_requests(chosen),
        question=_next_question(found),
        words=words.for_visitor() | seal_words.for_both(),
        may_say=found.opened_at is not None and not said_afterwards(session, found),
        guard=for_browser(),
        guard_words=words.for_guard(),
        returning=_returning(session, found, chosen),
        cooling_until=cooling(found),
        sealing=queries.sealing_here(session, found),
        words_name=name_of_words(session, found),
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
    return see_chat()


@bp.post("/chat/feedback")
@allows(FEEDBACK, of=Kind.VISITOR)
def feedback() -> Response:
    """Count one answer; given twice, the second changes nothing."""
    question, answer = request.form.get("question", ""), request.form.get("answer", "")
    with suppress(AlreadyAnswered), transaction() as session:
        actions.give_feedback(session, actor_here(Kind.VISITOR), question, answer)
    return see_chat()


@bp.get("/chat/stored")
@allows(TALK, of=Kind.VISITOR)
def stored() -> str:
    """Show what is stored about the conversation now, until when, and who has read it."""
    here = actor_here(Kind.VISITOR)
    with transaction() as session:
        found = access_conversation(session, here, here.known_id)
        count_own_deed(session, OwnDeed.SEEN)
        return render_template(
            "chat/stored.html",
            line=queries.line_of(session, found),
            panel=own.panel(session, found, language()),
            sealing=queries.sealing_here(session, found),
            has_code=queries.has_code(session, found.id),
        )


@bp.post("/chat/plan/delete")
@allows(TALK, of=Kind.VISITOR)
def delete_plan() -> Response:
    """Delete the plan that responders go by with the visitor. Raises `NoSuchPlan`."""
    here = actor_here(Kind.VISITOR)
    with transaction() as session:
        plans.delete_plan(session, here, here.known_id)
    checkpoint()
    return make_response(redirect(url_for("chat.stored"), 303))


@bp.get("/chat/export")
@allows(TALK, of=Kind.VISITOR)
def export() -> Response:
    """Give the visitor everything that is stored about their conversation."""
    here = actor_here(Kind.VISITOR)
    with transaction() as session:
        found = access_conversation(session, here, here.known_id)
        count_own_deed(session, OwnDeed.TAKEN)
        return jsonify(own.export(session, found))


@bp.post("/chat/erase")
@allows(TALK, of=Kind.VISITOR)
def erase() -> Response:
    """Delete the visitor's conversation for good, and everything on their device."""
    here = actor_here(Kind.VISITOR)
    with transaction() as session:
        own.leave_first(session, here)
    try:
        with transaction() as session:
            own.erase(session, here)
    except HeldBack:
        with transaction() as session:
            count_own_deed(session, OwnDeed.REFUSED_HELD)
        raise
    checkpoint()
    return forget(make_response(redirect(url_for("chat.conversation"), 303)), Kind.VISITOR)


@bp.post("/chat/leave")
@allows(PUBLIC)
def leave() -> Response:
    """Take everything away from this device."""
    here = actor_here(Kind.VISITOR)
    if here.session_id:
        with transaction() as session:
            found = session.get(Conversation, here.id)
            if found and found.state == State.WAITING:
                actions.close(session, here, found)  # nobody behind them waits for a ghost
            end(session, here.session_id)
    line = framed_line()
    left = see_line(line) if line else make_response(redirect(url_for("pages.home"), 303))
    return forget(left, Kind.VISITOR)
