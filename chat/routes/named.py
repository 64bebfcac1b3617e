"""Contact requests for somebody else as responders do them."""

from uuid import UUID

from flask import Response, make_response, redirect, render_template, url_for

from chat import actions, queries
from chat.access import ANSWER, access_named, access_named_taken
from chat.named_forms import HOW_DONE, RELATIONS, DoneForm
from chat.routes.doors import bp
from chat.schemas.named import Done
from core.access import allows
from core.db import transaction
from core.identity import Kind, actor_here
from policies.actions import audit_reading


@bp.post("/named-requests/<uuid:request_id>/take")
@allows(ANSWER)
def take_named(request_id: UUID) -> Response:
    """Take a request for somebody else. Raises `NoSuchNamedRequest`, `RequestMoved`."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        actions.take_named(session, here, access_named(session, here, request_id))
    return _see(url_for("chat.named_request", request_id=request_id))


@bp.get("/named-requests/<uuid:request_id>")
@allows(ANSWER)
def named_request(request_id: UUID) -> str:
    """Show what one has taken; that it was read is written down. Raises `NoSuchNamedRequest`."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        asked = access_named_taken(session, here, request_id)
        worry = queries.worry_of(asked)
        page = render_template(
            "chat/named_request.html",
            asked=asked,
            worry=worry,
            relation=RELATIONS[worry.relation],
            how=HOW_DONE[asked.done_how] if asked.done_how else None,
            form=DoneForm(),
        )
        audit_reading(session, here, ANSWER.name, "named_request", asked.id)
    return page


@bp.post("/named-requests/<uuid:request_id>/put-back")
@allows(ANSWER)
def put_named_back(request_id: UUID) -> Response:
    """Leave a request to a colleague. Raises `NoSuchNamedRequest`, `RequestMoved`."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        actions.put_named_back(session, here, access_named_taken(session, here, request_id))
    return _see(url_for("chat.requests"))


@bp.post("/named-requests/<uuid:request_id>/done")
@allows(ANSWER)
def finish_named(request_id: UUID) -> Response:
    """Say how a request was done. Raises `NoSuchNamedRequest`, `RequestMoved`, `BadInput`."""
    here, form = actor_here(Kind.WORKER), DoneForm.sent()
    form.checked()
    with transaction() as session:
        asked = access_named_taken(session, here, request_id)
        actions.finish_named(session, here, asked, Done(form.how.data))
    return _see(url_for("chat.requests"))


def _see(address: str) -> Response:
    return make_response(redirect(address, 303))
