"""The one thing of sealing that goes over HTTP: the key, before the first word."""

from flask import Response, jsonify, request
from pydantic import ValidationError

from chat.access import TALK
from chat.actions.sealing import give_key
from chat.routes.doors import bp
from chat.schemas.sealing import GiveKey
from core.access import allows
from core.db import transaction
from core.errors import BadInput
from core.identity import Kind, actor_here
from core.limits import limiter


@bp.post("/chat/key")
@allows(TALK, of=Kind.VISITOR)
@limiter.limit("30 per minute")
def bring_key() -> Response:
    """Keep the conversation's key as the visitor's browser has sealed it to the line."""
    try:
        given = GiveKey.model_validate(request.form.to_dict())
    except ValidationError:
        raise BadInput from None
    with transaction() as session:
        give_key(session, actor_here(Kind.VISITOR), given)
    return jsonify(ok=True)
