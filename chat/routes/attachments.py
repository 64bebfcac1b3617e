"""The bytes of pictures and voice messages: sent by one side, fetched by those who are in it.

Not over the socket, whose frames are small. What is given out is always a download of unknown kind,
in a sandbox: whatever it really is, no browser runs it under our name.
"""

from uuid import UUID

from flask import Response, request

from chat.access import TALK
from chat.actions import attach, bytes_of
from chat.looking import looking_into
from chat.routes.doors import bp
from chat.schemas import attachment_kind
from core.access import allows
from core.db import transaction
from core.identity import Actor, Kind, actor_here
from core.limits import limiter

ALG_HEADER = "Rinnalla-Alg"
"""How the bytes are sealed; in a header, because they are the whole body."""

UNKNOWN = {
    "Content-Type": "application/octet-stream",
    "Content-Disposition": 'attachment; filename="attachment.bin"',
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
}


@bp.put("/chat/attachments/<uuid:client_id>")
@allows(TALK, of=Kind.VISITOR)
@limiter.limit("60 per minute")
def visitor_attaches(client_id: UUID) -> tuple[str, int]:
    """Keep what the visitor sends; a message is still to be posted."""
    here = actor_here(Kind.VISITOR)
    return _keep(here, here.known_id, client_id)


@bp.put("/desk/attachments/<uuid:conversation_id>/<uuid:client_id>")
@allows(TALK)
def worker_attaches(conversation_id: UUID, client_id: UUID) -> tuple[str, int]:
    """Keep what a worker sends; a message is still to be posted."""
    return _keep(actor_here(Kind.WORKER), conversation_id, client_id)


@bp.get("/chat/attachments/<uuid:client_id>")
@allows(TALK, of=Kind.VISITOR)
def visitor_fetches(client_id: UUID) -> Response:
    """Give the visitor an attachment of their conversation."""
    here = actor_here(Kind.VISITOR)
    return _give(here, here.known_id, client_id)


@bp.get("/desk/attachments/<uuid:conversation_id>/<uuid:client_id>")
@allows(TALK)
def worker_fetches(conversation_id: UUID, client_id: UUID) -> Response:
    """Give a worker an attachment of a conversation they are in."""
    return _give(actor_here(Kind.WORKER), conversation_id, client_id)


def _keep(actor: Actor, conversation_id: UUID, client_id: UUID) -> tuple[str, int]:
    kind = attachment_kind(request.args.get("kind", ""))
    alg, body = request.headers.get(ALG_HEADER, ""), request.get_data()
    with transaction() as session:
        attach(session, actor, conversation_id, client_id, kind=kind, alg=alg, body=body)
    return "", 204


def _give(actor: Actor, conversation_id: UUID, client_id: UUID) -> Response:
    with looking_into(actor, conversation_id) as session:
        alg, body = bytes_of(session, actor, conversation_id, client_id)
    return Response(body, headers={**UNKNOWN, ALG_HEADER: alg})
