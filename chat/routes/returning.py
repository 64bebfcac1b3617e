"""Coming back with a return code, waiting again in the same thread, and giving a code up."""

import hmac
import secrets
from contextlib import suppress

from flask import Response, jsonify, make_response, redirect, render_template, request, url_for
from pydantic import ValidationError

from chat import actions, queries, words
from chat.access import TALK, access_conversation
from chat.errors import LineIsClosed, NoReturnCodes
from chat.gate import gate
from chat.routes.doors import bp, see_chat
from chat.routes.gate import Page, held_back, work_first
from chat.routes.line import VISIT_LASTS
from chat.schemas import Derived
from core.access import PUBLIC, allows
from core.db import reading, transaction
from core.errors import BadInput
from core.identity import Kind, actor_here, begin, end, remember
from core.limits import bucket, limiter
from organisation.queries import line_by_slug

_key = secrets.token_bytes(32)


@bp.get("/lines/<slug>/return")
@allows(PUBLIC)
def coming_back(slug: str) -> str:
    """Ask for the six words; the browser makes of them what is sent. Raises `NoReturnCodes`."""
    if not queries.gives_codes():
        raise NoReturnCodes
    with reading() as session:
        line = line_by_slug(session, slug)
        return render_template(
            "chat/return.html",
            line=line,
            salt=queries.salt_of(line),
            words=words.for_return(),
        )


def _tried() -> str:
    """Name the code that is tried, for the limits: a keyed hash that nobody can turn back."""
    return hmac.new(_key, request.form.get("lookup", "")[:64].encode(), "sha256").hexdigest()[:32]


@bp.post("/lines/<slug>/return")
@allows(PUBLIC)
@limiter.limit("30 per minute; 300 per hour")  # a whole class may sit behind one school network
@limiter.limit("5 per minute; 12 per hour; 30 per day", key_func=_tried)
def come_back(slug: str) -> Response:
    """Open the conversation that the words belong to. Raises `NoSuchCode`, `TooMany`."""
    derived = _derived()
    here = actor_here(Kind.VISITOR)
    with reading() as session:
        line = line_by_slug(session, slug)
        if work := work_first(session, line):
            return make_response(jsonify(ok=False, code="work_first", puzzle=work), 429)
    with transaction() as session:
        found = actions.conversation_by_code(session, line.id, derived)
        if here.session_id:
            end(session, here.session_id)
        token = begin(session, Kind.VISITOR, found.id, lasts=VISIT_LASTS)
        sealing = queries.sealing_here(session, found)
        wrapped = queries.wrapped_of(session, found)
    answer = jsonify(ok=True, sealing=sealing, wrapped=wrapped)
    return remember(make_response(answer), token, Kind.VISITOR)


@bp.post("/chat/return-code")
@allows(TALK, of=Kind.VISITOR)
@limiter.limit("30 per minute")
def issue_code() -> Response:
    """Give the conversation a code, or another one: then the earlier is dead at once."""
    derived = _derived()
    with transaction() as session:
        actions.issue(session, actor_here(Kind.VISITOR), derived)
    return jsonify(ok=True)


@bp.post("/chat/return-code/forget")
@allows(TALK, of=Kind.VISITOR)
def forget_code() -> Response:
    """Forget the code: the conversation is kept no longer than one without."""
    with transaction() as session:
        actions.give_up(session, actor_here(Kind.VISITOR))
    return make_response(redirect(url_for("chat.stored"), 303))


@bp.post("/chat/again")
@allows(TALK, of=Kind.VISITOR)
@limiter.limit("30 per minute")
def again() -> Response | Page:
    """Wait again, in the same thread; a line that has closed meanwhile says so."""
    here = actor_here(Kind.VISITOR)
    with reading() as session:
        line = queries.line_of(session, access_conversation(session, here, here.known_id))
        if held := held_back(session, line, here, url_for("chat.again")):
            return held
    with suppress(LineIsClosed), transaction() as session:
        actions.queue_again(session, here)
    gate.came(here.known_id, line.id, bucket())
    return see_chat()


def _derived() -> Derived:
    """Read what the browser made of the words. Raises `BadInput`, which names none of it."""
    try:
        sent = request.form.to_dict()
        sent.pop("puzzle", None)
        return Derived.model_validate(sent)
    except ValidationError:
        raise BadInput from None
