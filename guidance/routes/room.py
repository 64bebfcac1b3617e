"""How much room a service has now, told by an editor in a few numbers."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from core.access import allows
from core.db import reading, transaction
from core.i18n import language, pick
from core.identity import Kind, actor_here
from guidance import actions, queries
from guidance.access import EDIT, access_service
from guidance.actions import Room
from guidance.desk_forms import RoomForm
from guidance.entry import Entry
from guidance.models import Capacity
from guidance.routes.doors import bp
from policies.actions import audit
from policies.queries import policy


@bp.get("/services/<uuid:service_id>/room")
@allows(EDIT)
def room(service_id: UUID) -> str:
    """Ask how much room there is."""
    with reading() as session:
        entry = access_service(session, actor_here(Kind.WORKER), service_id)
        told = queries.capacities(session, service_id)
    return _page(RoomForm(data={"rows": [_row(one) for one in told]}), entry)


@bp.post("/services/<uuid:service_id>/room")
@allows(EDIT)
def tell_room(service_id: UUID) -> Response | tuple[str, int]:
    """Take how much room there is; rows that were emptied go."""
    actor, form = actor_here(Kind.WORKER), RoomForm(request.form)
    with transaction() as session:
        entry = access_service(session, actor, service_id)
        if not form.validate():
            return _page(form, entry), 422
        actions.tell_capacity(session, entry.service, _told(form))
        audit(session, actor, EDIT.name, f"service:{service_id}", reason="room")
    flash(_("Saved. It is told with today's date."))
    return redirect(url_for("guidance.service", service_id=service_id), 303)


def _row(one: Capacity) -> dict[str, Any]:
    said = {"unit": one.unit, "available": one.available, "maximum": one.maximum}
    return said | {"note": pick(one.note) if one.note else ""}


def _told(form: RoomForm) -> list[Room]:
    """Give the rows that say something; the last of two of one kind counts."""
    found = {}
    for row in form.rows:
        said, unit = row.form, (row.form.unit.data or "").strip()
        note = (said.note.data or "").strip()
        if unit and said.available.data is not None:
            written = {language(): note} if note else {}
            found[unit] = Room(unit, said.available.data, said.maximum.data, written)
    return list(found.values())


def _page(form: RoomForm, entry: Entry) -> str:
    return render_template(
        "guidance/room.html", form=form, entry=entry, days=policy().directory.room_days
    )
