"""The editors' desk: what readers say is wrong, what grows old, and who changed what."""

from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug import Response as AnyResponse

from core import clock
from core.access import allows
from core.db import reading, transaction
from core.errors import BadInput, NotFound
from core.i18n import language
from core.identity import Actor, Kind, actor_here
from guidance import actions, queries
from guidance.access import EDIT, access_service
from guidance.desk_forms import CheckForm, DeclineForm
from guidance.entry import entries
from guidance.field_words import DECLINED, GROUPS, METHODS, WRONG, field_name, value_words
from guidance.history import difference
from guidance.models import Change, Suggestion
from guidance.queries import BrokenLink
from guidance.routes.doors import bp
from guidance.schemas import Declined, FieldGroup, Method
from organisation.queries import names
from policies.actions import audit


@dataclass(frozen=True)
class Told:
    """A suggestion and the name of the service that it is about."""

    suggestion: Suggestion
    service: str


@dataclass(frozen=True)
class ChangeShown:
    """A change in words: `pieces` are what stayed, went and came."""

    change: Change
    service: str
    worker: str
    field: str
    pieces: list[tuple[str, str]]


@bp.get("/services/desk")
@allows(EDIT)
def desk() -> str:
    """Show what waits: what readers say is wrong, then what is to be made sure of again."""
    actor = actor_here(Kind.WORKER)
    today = clock.local_day()
    with reading() as session:
        waiting = queries.due(session, actor.organisation_id, today)
        told = _told(session, queries.waiting_suggestions(session, actor.organisation_id))
        broken = _broken(session, actor)
    return render_template(
        "guidance/desk.html",
        waiting=waiting,
        told=told,
        broken=broken,
        today=today,
        lang_here=language(),
        groups=GROUPS,
        methods=METHODS,
        wrong=WRONG,
        declined=DECLINED,
    )


def _broken(session: Session, actor: Actor) -> list[tuple[BrokenLink, str]]:
    """Give the addresses that do not answer, each with the name of its service."""
    found = queries.broken_links(session, actor.organisation_id)
    whole = entries(session, {one.service_id for one in found})
    return [(one, whole[one.service_id].text(language()).name) for one in found]


def _told(session: Session, found: list[Suggestion]) -> list[Told]:
    whole = entries(session, {one.service_id for one in found})
    return [Told(one, whole[one.service_id].text(language()).name) for one in found]


@bp.post("/services/<uuid:service_id>/still-correct")
@allows(EDIT)
def still_correct(service_id: UUID) -> AnyResponse:
    """Remember that one part of an entry was found correct today."""
    actor = actor_here(Kind.WORKER)
    form = CheckForm(request.form)
    if not form.validate():
        raise BadInput
    group, method = FieldGroup(form.group.data), Method(form.method.data)
    with transaction() as session:
        service = access_service(session, actor, service_id).service
        actions.confirm(session, actor, service, group, method)
        audit(session, actor, EDIT.name, f"service:{service_id}", reason=f"{group}: {method}")
    flash(_("Thank you. It stays fresh now."))
    return redirect(url_for("guidance.desk"), 303)


@bp.post("/services/suggestions/<uuid:suggestion_id>/decline")
@allows(EDIT)
def decline_suggestion(suggestion_id: UUID) -> AnyResponse:
    """Settle a suggestion that is not followed."""
    actor = actor_here(Kind.WORKER)
    form = DeclineForm(request.form)
    if not form.validate():
        raise BadInput
    try:
        with transaction() as session:
            found = _own(session, actor, suggestion_id)
            actions.decline(session, found, Declined(form.why.data))
            audit(session, actor, EDIT.name, f"suggestion:{suggestion_id}", reason=form.why.data)
    except NotFound:  # the list was older than what another editor did meanwhile
        flash(_("Somebody has settled this suggestion already."))
    else:
        flash(_("Settled. The words are gone."))
    return redirect(url_for("guidance.desk"), 303)


def _own(session: Session, actor: Actor, suggestion_id: UUID) -> Suggestion:
    """Find a suggestion about an entry that the actor may change. Raises `NotFound`."""
    found = queries.waiting_suggestion(session, suggestion_id)
    access_service(session, actor, found.service_id)
    return found


@bp.get("/services/changes")
@allows(EDIT)
def all_changes() -> str:
    """Show the latest changes of the directory."""
    actor = actor_here(Kind.WORKER)
    with reading() as session:
        shown = changes_shown(session, queries.changes(session, actor.organisation_id))
    return render_template("guidance/changes.html", changes=shown, entry=None)


@bp.get("/services/<uuid:service_id>/changes")
@allows(EDIT)
def changes(service_id: UUID) -> str:
    """Show what was changed in one entry."""
    actor = actor_here(Kind.WORKER)
    with reading() as session:
        entry = access_service(session, actor, service_id)
        found = queries.changes(session, actor.organisation_id, service_id)
        shown = changes_shown(session, found)
    return render_template("guidance/changes.html", changes=shown, entry=entry)


def changes_shown(session: Session, found: list[Change]) -> list[ChangeShown]:
    """Give changes in words."""
    whole = entries(session, {one.service_id for one in found})
    workers = names(session, {one.worker_id for one in found if one.worker_id})
    return [
        ChangeShown(
            one,
            whole[one.service_id].text(language()).name,
            workers.get(one.worker_id, "") if one.worker_id else "",
            field_name(one.field),
            difference(value_words(one.field, one.before), value_words(one.field, one.after)),
        )
        for one in found
    ]
