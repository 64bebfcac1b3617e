"""News of a source beside our own words, and the choice between the two."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response as AnyResponse

from core.access import allows
from core.db import reading, transaction
from core.identity import Kind, actor_here
from guidance import actions, queries, search
from guidance.access import EDIT, access_service
from guidance.importing.overlaying import TEXTS, Difference
from guidance.importing.storing import write_again
from guidance.routes.doors import bp
from policies.actions import audit

LONGEST_FIELD = 60
PARTS = {
    "name": _l("Name"),
    "alternative_name": _l("Other name"),
    "summary": _l("In a sentence"),
    "description": _l("More about it"),
    "instruction": _l("How to begin"),
    "conditions": _l("Who may come"),
    "fees": _l("What it costs"),
    "keywords": _l("Other words it is found by"),
    "provider": _l("Who runs it"),
    "municipalities": _l("Municipalities"),
    "languages": _l("Languages spoken"),
    "free_of_charge": _l("Is it free of charge?"),
    "age_min": _l("Youngest age"),
    "age_max": _l("Oldest age"),
    "status": _l("Standing"),
}


@dataclass(frozen=True)
class Shown:
    """A difference in words."""

    field: str
    name: str
    base: str
    theirs: str
    ours: str


@bp.get("/services/<uuid:service_id>/differences")
@allows(EDIT)
def differences(service_id: UUID) -> str:
    """Show what the source says now of fields that somebody here wrote over."""
    with reading() as session:
        entry = access_service(session, actor_here(Kind.WORKER), service_id)
        found = queries.differences(session, service_id)
    shown = [_shown(one) for one in found]
    return render_template("guidance/differences.html", entry=entry, differences=shown)


def _shown(one: Difference) -> Shown:
    path = one.field.split(".")
    name = str(PARTS.get(path[-1], one.field))
    named = f"{name} ({path[1]})" if path[0] == TEXTS else name
    return Shown(one.field, named, _said(one.base), _said(one.theirs), _said(one.ours))


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(str(one) for one in value.values())
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)


@bp.post("/services/<uuid:service_id>/differences")
@allows(EDIT)
def settle(service_id: UUID) -> AnyResponse:
    """Keep our words of one field, or take the source's."""
    actor = actor_here(Kind.WORKER)
    field, theirs = request.form.get("field", "")[:LONGEST_FIELD], request.form.get("take")
    with transaction() as session:
        access_service(session, actor, service_id)
        actions.settle(session, service_id, field, take_theirs=theirs == "theirs")
        source = queries.source_of(session, service_id)
        if theirs == "theirs" and source is not None:
            search.index(session, write_again(session, source))
        audit(session, actor, EDIT.name, f"service:{service_id}")
    flash(_("Saved."))
    return redirect(url_for("guidance.differences", service_id=service_id), 303)
