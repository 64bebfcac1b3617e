"""The editors' form: an entry from the first word, and what two editors write at once."""

from typing import Any
from uuid import UUID, uuid4

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug import Response as AnyResponse
from werkzeug.datastructures import MultiDict

from core.access import allows
from core.db import reading, transaction
from core.i18n import LANGUAGES, language
from core.identity import Actor, Kind, actor_here
from guidance import actions, queries
from guidance.access import EDIT, access_service
from guidance.drafting import draft_of, form_data, has_other_hours
from guidance.entry import Entry
from guidance.errors import (
    ChangedMeanwhile,
    NoSuchSuggestion,
)
from guidance.field_words import WRONG
from guidance.forms import ServiceForm
from guidance.models import Suggestion
from guidance.routes.desk import ChangeShown, changes_shown
from guidance.routes.doors import bp
from guidance.seen import seen_at, seen_of
from policies.actions import audit


@bp.get("/services/new")
@allows(EDIT)
def new() -> str:
    """Show an empty form."""
    return _form_page(ServiceForm())


@bp.post("/services/new")
@allows(EDIT)
def create() -> str | AnyResponse | tuple[str, int]:
    """Add a service."""
    actor = actor_here(Kind.WORKER)
    form = _sent()
    if not form.validate():
        return _form_page(form), 422
    service_id = _id_given()
    with transaction() as session:
        if queries.is_there(session, service_id):  # its answer was lost, or it was sent twice
            access_service(session, actor, service_id)
        else:
            actions.create(session, actor.organisation_id, draft_of(form), service_id=service_id)
            actions.remember_made(session, actor, service_id)
            audit(session, actor, EDIT.name, f"service:{service_id}")
    return _saved(service_id, form)


def _id_given() -> UUID:
    """Give the id that the form carries, so that one sent twice makes one service."""
    try:
        return UUID(request.form.get("service_id", ""))
    except ValueError:
        return uuid4()


@bp.get("/services/<uuid:service_id>/edit")
@allows(EDIT)
def change(service_id: UUID) -> str:
    """Show an entry in the form, and beside it what a reader says is wrong."""
    with reading() as session:
        entry = access_service(session, actor_here(Kind.WORKER), service_id)
        form = ServiceForm(data=form_data(entry, queries.own_channels(session, entry)))
        source = queries.source_of(session, service_id)
        suggestion = _suggestion(session, service_id, request.args)
    if suggestion is None and request.args.get("suggestion"):
        flash(_("Somebody has settled this suggestion already."))
    return _form_page(form, entry=entry, source=source, suggestion=suggestion)


def _suggestion(
    session: Session, service_id: UUID, asked: MultiDict[str, str]
) -> Suggestion | None:
    """Find the suggestion that is being followed; None once somebody has settled it."""
    try:
        named = UUID(asked["suggestion"]) if asked.get("suggestion") else None
        found = queries.waiting_suggestion(session, named) if named else None
    except (NoSuchSuggestion, ValueError):
        return None
    return found if found and found.service_id == service_id else None


@bp.post("/services/<uuid:service_id>/edit")
@allows(EDIT)
def edit(service_id: UUID) -> str | AnyResponse | tuple[str, int]:
    """Write an entry anew."""
    actor = actor_here(Kind.WORKER)
    form = _sent()
    with reading() as session:
        entry = access_service(session, actor, service_id)
        suggestion = _suggestion(session, service_id, request.form)
        source = queries.source_of(session, service_id)
    if not form.validate():
        seen = request.form.get("seen", "")
        return _form_page(form, entry=entry, source=source, suggestion=suggestion, seen=seen), 422
    try:
        _write(actor, service_id, form)
    except ChangedMeanwhile as refused:
        return _met(form, actor, service_id, suggestion), refused.status
    return _saved(service_id, form)


def _write(actor: Actor, service_id: UUID, form: ServiceForm) -> None:
    with transaction() as session:
        actions.hold_as_seen(session, service_id, request.form.get("seen", ""))
        entry = access_service(session, actor, service_id)
        with actions.remembering(session, actor, entry):
            actions.edit(session, entry, draft_of(form, entry))
        followed = _suggestion(session, service_id, request.form)
        if followed is not None:
            actions.accept(session, followed)
        audit(session, actor, EDIT.name, f"service:{service_id}")


def _met(form: ServiceForm, actor: Actor, service_id: UUID, suggestion: Suggestion | None) -> str:
    """Show what the form says beside what somebody else changed; saved again, it holds."""
    since = seen_at(request.form.get("seen", ""))
    with reading() as session:
        entry = access_service(session, actor, service_id)
        source = queries.source_of(session, service_id)
        found = queries.changes(session, actor.organisation_id, service_id)
        others = changes_shown(session, [one for one in found if one.at >= since])
    return _form_page(form, entry=entry, source=source, suggestion=suggestion, others=others)


def _sent() -> ServiceForm:
    with reading() as session:
        places = {
            name.casefold(): code
            for lang in LANGUAGES
            for code, name in queries.municipalities(session, lang).items()
        }
    return ServiceForm(request.form, places=places)


def _form_page(
    form: ServiceForm,
    *,
    entry: Entry | None = None,
    source: Any = None,
    suggestion: Suggestion | None = None,
    others: list[ChangeShown] | None = None,
    seen: str = "",
) -> str:
    with reading() as session:
        places = list(queries.municipalities(session, language()).values())
    return render_template(
        "guidance/form.html",
        form=form,
        entry=entry,
        source=source,
        places=places,
        suggestion=suggestion,
        others=others,
        seen=seen or (seen_of(entry) if entry else ""),
        service_id=entry.service.id if entry else _id_given(),
        wrong=WRONG,
        has_other_hours=entry is not None and has_other_hours(entry),
    )


def _saved(service_id: UUID, form: ServiceForm) -> AnyResponse:
    flash(_("Saved."))
    if form.status.data == "published":
        return redirect(url_for("guidance.service", service_id=service_id), 303)
    return redirect(url_for("guidance.change", service_id=service_id), 303)


@bp.post("/services/<uuid:service_id>/withdraw")
@allows(EDIT)
def withdraw(service_id: UUID) -> AnyResponse:
    """Take a service out of the directory."""
    return _turned(service_id, actions.withdraw, _("The service is no longer found."))


@bp.post("/services/<uuid:service_id>/publish")
@allows(EDIT)
def publish(service_id: UUID) -> AnyResponse:
    """Bring a service into the directory."""
    return _turned(service_id, actions.publish, _("The service is found again."))


def _turned(service_id: UUID, turn: Any, told: str) -> AnyResponse:
    actor: Actor = actor_here(Kind.WORKER)
    with transaction() as session:
        entry = access_service(session, actor, service_id)
        with actions.remembering(session, actor, entry):
            turn(session, entry)
        audit(session, actor, EDIT.name, f"service:{service_id}")
    flash(told)
    return redirect(url_for("guidance.services"), 303)
