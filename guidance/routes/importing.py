"""Files that come in: short ones are read while the editor waits, longer ones by the jobs."""

from datetime import timedelta
from typing import IO

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response as AnyResponse

from core import clock
from core.access import allows
from core.db import reading, transaction
from core.identity import Actor, Kind, actor_here
from guidance import queries
from guidance.access import EDIT
from guidance.errors import FileTooBig, UnreadableCodes, UnreadableFile
from guidance.exporting.sheet import sheet
from guidance.importing import codes, running, waiting
from guidance.models import ImportRun
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
