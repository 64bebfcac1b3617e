"""What a visitor says around a talk: how heavy it is, and in words how it went."""

from flask import Response, jsonify, request
from pydantic import ValidationError

from chat import actions, afterwards
from chat.access import FEEDBACK
from chat.routes.doors import bp
from chat.schemas import Burden, Envelope
from core.access import allows
from core.db import transaction
from core.errors import BadInput
from core.identity import Kind, actor_here
from core.limits import limiter


@bp.post("/chat/burden")
@allows(FEEDBACK, of=Kind.VISITOR)
@limiter.limit("30 per minute")
def burden() -> Response:
    """Keep how heavy it is before the talk, until it is told after it."""
    try:
        told = Burden.model_validate(request.form.to_dict())
    except ValidationError:
        raise BadInput from None
    with transaction() as session:
        actions.tell_burden(session, actor_here(Kind.VISITOR), told.burden)
    return jsonify(ok=True)


@bp.post("/chat/words")
@allows(FEEDBACK, of=Kind.VISITOR)
@limiter.limit("30 per minute")
def own_words() -> Response:
    """Add what the visitor says about the talk, sealed in the browser like any words."""
    try:
        sealed = Envelope.model_validate(request.form.to_dict())
    except ValidationError:
        raise BadInput from None
    with transaction() as session:
        afterwards.say_afterwards(session, actor_here(Kind.VISITOR), sealed)
    return jsonify(ok=True)
