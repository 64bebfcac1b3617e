"""Processes: the worker's own, one with its phases, and its forms."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from core import clock
from core.access import allows
from core.db import reading, transaction
from core.i18n import language
from core.identity import Actor, Kind, actor_here
from organisation.queries import outreach_workers
from outreach import actions, notes, words
from outreach.access import PROCESS, access_process
from outreach.forms import EndForm, PhaseForm, ProcessForm
from outreach.models import Process
from outreach.queries.processes import phases, processes_of
from outreach.queries.rounds import choices
from outreach.routes.door import bp
from outreach.schemas.processes import Phase
from outreach.schemas.rounds import Choices, Named
from policies.queries import policy
from policies.words import ending


@bp.get("/outreach/processes")
@allows(PROCESS)
def list_processes() -> str:
    """List the processes that the worker keeps."""
    with reading() as session:
        here = actor_here(Kind.WORKER)
        return render_template(
            "outreach/processes.html",
            processes=processes_of(session, here.id),
            today=clock.local_day(),
            words=words,
        )


@bp.get("/outreach/processes/new")
@allows(PROCESS)
def new_process() -> str:
    """Show the form of a new process."""
    return _new(ProcessForm())


@bp.post("/outreach/processes/new")
@allows(PROCESS)
def open_process() -> Response | tuple[str, int]:
    """Open a process under a code that the house draws."""
    form, here = ProcessForm.sent(), actor_here(Kind.WORKER)
    with transaction() as session:
        _offer(session, here, form)
        is_right = form.validate()
        if is_right:
            code = actions.open_process(session, here, form.plan()).code
    if not is_right:
        return _new(form), 422
    flash(_("The process is open. Its code is %(code)s.", code=code), "good")
    return _see(code)


@bp.get("/outreach/processes/<code>")
@allows(PROCESS)
def process(code: str) -> str:
    """Show a process: where it stands, what it aims at, when it is looked at again."""
    with reading() as session:
        found = access_process(session, actor_here(Kind.WORKER), code)
        said = notes.read(found.id, found.words)
        form = ProcessForm(
            data={
                "pair": str(found.pair_id),
                "area": str(found.area_id),
                "second": str(found.second_id or ""),
                **said,
            }
        )
        return _page(session, found, form, PhaseForm(data={"since": clock.local_day()}))


@bp.post("/outreach/processes/<code>/look-again")
@allows(PROCESS)
def look_again(code: str) -> Response | tuple[str, int]:
    """Answer the open questions anew, and set the next day on which it is looked at (R56)."""
    form, here = ProcessForm.sent(), actor_here(Kind.WORKER)
    with transaction() as session:
        found = access_process(session, here, code)
        _offer(session, here, form)
        if not form.validate():
            return _page(session, found, form, PhaseForm()), 422
        actions.look_again(found, form.plan())
    flash(_("Saved."), "good")
    return _see(code)


@bp.post("/outreach/processes/<code>/phase")
@allows(PROCESS)
def move_process(code: str) -> Response:
    """Let a process come to another phase."""
    form = PhaseForm.sent()
    form.checked()
    with transaction() as session:
        found = access_process(session, actor_here(Kind.WORKER), code)
        day = form.since.data or clock.local_day()
        actions.move(session, found, Phase(form.phase.data), day)
    return _see(code)


@bp.post("/outreach/processes/<code>/end")
@allows(PROCESS)
def end_process(code: str) -> Response:
    """End a process with its reason."""
    form, here = EndForm.sent(), actor_here(Kind.WORKER)
    with transaction() as session:
        found = access_process(session, here, code)
        form.offer(choices(session, here.organisation_id, language()).services)
        form.checked()
        actions.end_process(session, found, form.ending())
    flash(_("The process has ended."), "good")
    return _see(code)


def _see(code: str) -> Response:
    return redirect(url_for("outreach.process", code=code), 303)


def _offer(session: Session, here: Actor, form: ProcessForm) -> Choices:
    found = choices(session, here.organisation_id, language())
    colleagues = outreach_workers(session, here.organisation_id)
    form.offer(found, [Named(one, name) for one, name in colleagues.items() if one != here.id])
    return found


def _new(form: ProcessForm) -> str:
    with reading() as session:
        _offer(session, actor_here(Kind.WORKER), form)
        return render_template("outreach/process_form.html", form=form)


def _page(session: Session, found: Process, form: ProcessForm, phase_form: PhaseForm) -> str:
    here = actor_here(Kind.WORKER)
    offered = _offer(session, here, form)
    phase_form.phase.data = phase_form.phase.data or phases(session, found.id)[-1].phase
    told = {one.id: one.name for one in offered.services}
    return render_template(
        "outreach/process.html",
        process=found,
        phases=phases(session, found.id),
        said=notes.read(found.id, found.words),
        form=form,
        phase_form=phase_form,
        end_form=EndForm(data={"ended_on": clock.local_day()}).offer(offered.services),
        guided_to=[told.get(UUID(one), "–") for one in found.guided_to],
        ending=ending(policy().retention["outreach.process"]),
        words_ending=ending(policy().retention["outreach.process_words"]),
        today=clock.local_day(),
        words=words,
    )
