"""The editors' desk: entries, and files that come in."""

from datetime import timedelta
from typing import IO, Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session
from werkzeug import Response as AnyResponse
from werkzeug.datastructures import MultiDict

from core import clock
from core.access import allows
from core.db import reading, transaction
from core.i18n import LANGUAGES, language
from core.identity import Actor, Kind, actor_here
from guidance import actions, queries
from guidance.access import EDIT, access_service
from guidance.drafting import draft_of, form_data, has_other_hours
from guidance.entry import Entry
from guidance.errors import FileTooBig, NoSuchSuggestion, UnreadableCodes, UnreadableFile
from guidance.exporting.sheet import sheet
from guidance.field_words import WRONG
from guidance.forms import ServiceForm
from guidance.importing import codes, running, waiting
from guidance.models import ImportRun, Suggestion
from guidance.reasons import told
from guidance.routes.doors import bp
from guidance.schemas import RunState
from policies.actions import audit

MOST_SHOWN = 100
LATE = timedelta(minutes=3)
LONGEST_FILE_NAME = 120
AROUND_A_FILE = 10_000  # bytes of a form besides its file
READ_AT_ONCE = 64_000
"""Bytes of a file that an editor may wait for: a few hundred rows; longer ones go to the jobs."""


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
    with transaction() as session:
        made = actions.create(session, actor.organisation_id, draft_of(form))
        actions.remember_made(session, actor, made.id)
        audit(session, actor, EDIT.name, f"service:{made.id}")
    return _saved(made.id, form)


@bp.get("/services/<uuid:service_id>/edit")
@allows(EDIT)
def change(service_id: UUID) -> str:
    """Show an entry in the form, and beside it what a reader says is wrong."""
    with reading() as session:
        entry = access_service(session, actor_here(Kind.WORKER), service_id)
        form = ServiceForm(data=form_data(entry, queries.own_channels(session, entry)))
        source = queries.source_of(session, service_id)
        suggestion = _suggestion(session, service_id, request.args)
    return _form_page(form, entry=entry, source=source, suggestion=suggestion)


def _suggestion(
    session: Session, service_id: UUID, asked: MultiDict[str, str]
) -> Suggestion | None:
    """Find the suggestion that is being followed. Raises `NoSuchSuggestion` for another's."""
    try:
        named = UUID(asked["suggestion"]) if asked.get("suggestion") else None
    except ValueError:
        raise NoSuchSuggestion from None
    if named is None:
        return None
    found = queries.waiting_suggestion(session, named)
    if found.service_id != service_id:
        raise NoSuchSuggestion
    return found


@bp.post("/services/<uuid:service_id>/edit")
@allows(EDIT)
def edit(service_id: UUID) -> str | AnyResponse | tuple[str, int]:
    """Write an entry anew."""
    actor = actor_here(Kind.WORKER)
    form = _sent()
    with reading() as session:
        entry = access_service(session, actor, service_id)
        suggestion = _suggestion(session, service_id, request.form)
    if not form.validate():
        return _form_page(form, entry=entry, suggestion=suggestion), 422
    with transaction() as session:
        entry = access_service(session, actor, service_id)
        with actions.remembering(session, actor, entry):
            actions.edit(session, entry, draft_of(form, entry))
        followed = _suggestion(session, service_id, request.form)
        if followed is not None:
            actions.accept(session, followed)
        audit(session, actor, EDIT.name, f"service:{service_id}")
    return _saved(service_id, form)


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


@bp.get("/services/import")
@allows(EDIT)
def importing() -> str:
    """Show where a file goes in, and what came of the last ones."""
    with reading() as session:
        runs = queries.runs(session)
        refused = queries.refused(session, runs[0].id) if runs else []
    return render_template(
        "guidance/import.html",
        runs=runs,
        under_way=[one for one in runs if _is_under_way(one)],
        is_late=any(_waits_long(one) for one in runs),
        refused=refused[:MOST_SHOWN],
        told=told,
        most_megabytes=running.largest_file() // 1_000_000,
    )


def _is_under_way(run: ImportRun) -> bool:
    """Whether the jobs read it, or will; what a command reads is told where it was given."""
    return run.state is RunState.WAITING or (run.state is RunState.RUNNING and run.records > 0)


def _waits_long(run: ImportRun) -> bool:
    """Whether nobody seems to read what waits: the jobs look every minute."""
    return run.state is RunState.WAITING and clock.now() - run.ran_at > LATE


@bp.get("/services/import/sheet.csv")
@allows(EDIT)
def empty_sheet() -> Response:
    """Give a sheet with the names of its columns and nothing else."""
    named = {"Content-Disposition": "attachment; filename=services.csv"}
    return Response(f"\ufeff{sheet([])}", mimetype="text/csv", headers=named)


@bp.post("/services/import")
@allows(EDIT)
def take_file() -> AnyResponse:
    """Take a file: a short one is read now, a longer one by the jobs."""
    actor = actor_here(Kind.WORKER)
    request.max_content_length = running.largest_file() + AROUND_A_FILE
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        flash(_("Choose a file first."), "error")
        return redirect(url_for("guidance.importing"), 303)
    try:
        if running.length_of(sent.stream) > READ_AT_ONCE:
            _put_by(actor, sent.stream, sent.filename[:LONGEST_FILE_NAME])
        elif codes.is_list(_beginning(sent.stream)):
            _learn(actor, sent.stream)
        else:
            _read_in(actor, sent.stream, sent.filename[:LONGEST_FILE_NAME])
    except (FileTooBig, UnreadableFile, UnreadableCodes) as refused:
        flash(str(refused.sentence), "error")
    return redirect(url_for("guidance.importing"), 303)


def _beginning(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(codes.START_BYTES)


def _put_by(actor: Actor, file: IO[bytes], name: str) -> None:
    run = waiting.keep(file, name=name)
    with transaction() as session:
        audit(session, actor, EDIT.name, f"import:{run.id}")
    flash(_("The file is here. It is read beside everything else, and this page tells how far."))


def _learn(actor: Actor, file: IO[bytes]) -> None:
    """Read a list of codes, so that bare codes of version 12 get their names."""
    file.seek(0)
    learnt = running.learn_codes(file.read())
    with transaction() as session:
        audit(session, actor, EDIT.name, "codes")
    flash(ngettext("%(num)d code was learnt.", "%(num)d codes were learnt.", learnt.count))


def _read_in(actor: Actor, file: IO[bytes], name: str) -> None:
    run = running.import_upload(file, name=name)
    with transaction() as session:
        audit(session, actor, EDIT.name, f"import:{run.id}")
    flash(_told(run.created + run.updated, run.refused), "error" if run.refused else "message")


def _told(taken: int, refused: int) -> str:
    in_words = ngettext("%(num)d record came in.", "%(num)d records came in.", taken)
    if not refused:
        return in_words
    not_taken = ngettext("%(num)d was not taken.", "%(num)d were not taken.", refused)
    return f"{in_words} {not_taken}"
