"""News of a source beside our own words, and the choice between the two."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response as AnyResponse

from core.access import allows
from core.db import reading, transaction
from core.identity import Kind, actor_here
from guidance import actions, queries, search
from guidance.access import EDIT, access_service
from guidance.field_words import field_name
from guidance.importing.overlaying import HOURS, Difference
from guidance.importing.storing import write_again
from guidance.routes.doors import bp
from guidance.showing import rule_words
from guidance.sources.kept import period_from
from policies.actions import audit

LONGEST_FIELD = 60


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
    say = _hours if one.field == HOURS else _said
    said = say(one.base), say(one.theirs), say(one.ours)
    return Shown(one.field, field_name(one.field), *said)


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(str(one) for one in value.values())
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)


def _hours(value: Any) -> str:
    return "\n".join(rule_words(period_from(one)) for one in value or ())


@bp.post("/services/<uuid:service_id>/differences")
@allows(EDIT)
def settle(service_id: UUID) -> AnyResponse:
    """Keep our words of one field, or take the source's."""
    actor = actor_here(Kind.WORKER)
    field, theirs = request.form.get("field", "")[:LONGEST_FIELD], request.form.get("take")
    with transaction() as session:
        entry = access_service(session, actor, service_id)
        with actions.remembering(session, actor, entry):
            actions.settle(session, service_id, field, take_theirs=theirs == "theirs")
            source = queries.source_of(session, service_id)
            if theirs == "theirs" and source is not None:
                search.index(session, write_again(session, source))
        audit(session, actor, EDIT.name, f"service:{service_id}")
    flash(_("Saved."))
    return redirect(url_for("guidance.differences", service_id=service_id), 303)
