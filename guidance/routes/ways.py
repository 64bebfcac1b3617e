"""Which of the ways that came with a service are told, and how much of a place."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from core.access import allows
from core.db import reading, transaction
from core.errors import BadInput
from core.identity import Kind, actor_here
from guidance import actions, queries
from guidance.access import EDIT, access_service
from guidance.field_words import HOW_MUCH, KINDS, WHETHER
from guidance.routes.doors import bp
from guidance.schemas import AddressVisibility
from policies.actions import audit


@bp.get("/services/<uuid:service_id>/ways")
@allows(EDIT)
def ways_that_came(service_id: UUID) -> str:
    """Show each way that came with a service."""
    with reading() as session:
        entry = access_service(session, actor_here(Kind.WORKER), service_id)
        came = queries.came_with(session, entry)
    return render_template(
        "guidance/ways.html",
        entry=entry,
        came=came,
        kinds=KINDS,
        how_much=HOW_MUCH,
        whether=WHETHER,
    )


@bp.post("/services/<uuid:service_id>/ways")
@allows(EDIT)
def tell_ways(service_id: UUID) -> Response:
    """Keep back what an editor says; a way that is not named in the form stays as it is."""
    actor = actor_here(Kind.WORKER)
    with transaction() as session:
        entry = access_service(session, actor, service_id)
        with actions.remembering(session, actor, entry):
            for way in queries.came_with(session, entry):
                given = request.form.get(str(way.channel.id), way.channel.visibility)
                if given not in way.choices:
                    raise BadInput
                if given != way.channel.visibility:
                    actions.withhold(session, way, AddressVisibility(given))
        audit(session, actor, EDIT.name, f"service:{service_id}", reason="ways")
    flash(_("Saved."))
    return redirect(url_for("guidance.change", service_id=service_id), 303)
