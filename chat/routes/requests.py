"""Contact requests as responders answer them, and as a coordinator counts them."""

from uuid import UUID

from flask import Response, make_response, redirect, render_template, url_for

from chat import actions, desk_words, queries, seal_words, words
from chat.access import ANSWER, REQUEST_FIGURES, access_conversation, access_request
from chat.routes.doors import bp
from core.access import allows
from core.db import reading, transaction
from core.identity import Kind, actor_here
from policies.actions import audit_reading
from policies.guard.rules import for_browser
from policies.guard.words import REASONS
from policies.queries import policy


@bp.get("/requests")
@allows(ANSWER)
def requests() -> str:
    """List the contact requests of one's lines that wait for an answer, without their words."""
    with reading() as session:
        found = queries.requests_of(session, actor_here(Kind.WORKER))
        named = queries.named_of(session, actor_here(Kind.WORKER))
    days = policy().chat.contact_requests.answer_within_days
    return render_template("chat/requests.html", requests=found, named=named, days=days)


@bp.post("/requests/<uuid:conversation_id>/take")
@allows(ANSWER)
def take_request(conversation_id: UUID) -> Response:
    """Take a request to answer it. Raises `NoSuchConversation`, `AlreadyTaken`."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        asked = access_request(session, here, conversation_id)
        actions.take_request(session, here, asked)
        audit_reading(session, here, ANSWER.name, "conversation", asked.id)
    return _see(url_for("chat.request_thread", conversation_id=conversation_id))


@bp.get("/requests/<uuid:conversation_id>")
@allows(ANSWER)
def request_thread(conversation_id: UUID) -> str:
    """Show a request that one has taken, to answer it. Raises `NoSuchConversation`."""
    here = actor_here(Kind.WORKER)
    with reading() as session:
        asked = access_conversation(session, here, conversation_id)
        line = queries.line_of(session, asked)
        return render_template(
            "chat/request.html",
            conversation=asked,
            line=line,
            topic=queries.topic_name(line, asked.topic),
            last_day=queries.last_day(asked) if asked.unanswered_since else None,
            words=words.for_desk() | desk_words.for_care() | seal_words.for_desk(),
            talk_rules=policy().chat.talk,
            guard=for_browser(),
            guard_words=words.for_worker_guard(),
            reasons=REASONS,
        )


@bp.post("/requests/<uuid:conversation_id>/put-back")
@allows(ANSWER)
def put_back(conversation_id: UUID) -> Response:
    """Leave a request to a colleague. Raises `NoSuchConversation`."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        actions.put_back(session, here, access_conversation(session, here, conversation_id))
    return _see(url_for("chat.requests"))


@bp.get("/request-figures")
@allows(REQUEST_FIGURES)
def request_figures() -> str:
    """Show how many contact requests wait on each line, how long, and how many were answered."""
    with reading() as session:
        return render_template(
            "chat/request_figures.html",
            lines=queries.standings(session),
            named=queries.named_standings(session),
        )


def _see(address: str) -> Response:
    return make_response(redirect(address, 303))
