"""Processes: opened under a drawn code, moved from phase to phase, looked at again, ended."""

import secrets
from datetime import date

from sqlmodel import Session

from core import clock
from core.identity import Actor
from outreach import notes
from outreach.access import organisation_of, worker_of
from outreach.actions.placing import ALPHABET, DRAWS
from outreach.errors import NoFreeCode, PhasesGoForwardInTime, ProcessHasEnded
from outreach.models import PhaseChange, Process
from outreach.queries.processes import phases, process_by_code
from outreach.schemas.processes import Ending, Phase, ProcessPlan
from policies.queries import policy

CODE_LENGTH = 6


def open_process(session: Session, actor: Actor, plan: ProcessPlan) -> Process:
    """Open a process today, in its first phase. Raises `NoFreeCode`."""
    today = clock.local_day()
    made = Process(
        organisation_id=organisation_of(actor),
        code=_free_code(session),
        worker_id=worker_of(actor),
        pair_id=plan.pair_id,
        area_id=plan.area_id,
        opened_on=today,
        review_on=today,
    )
    session.add(made)
    session.flush()
    session.add(PhaseChange(process_id=made.id, position=0, phase=Phase.CONTACT, since=today))
    look_again(made, plan)
    return made


def look_again(process: Process, plan: ProcessPlan) -> None:
    """Write down aim and hand-over point anew, and when the process is looked at next (R56).

    Raises `ProcessHasEnded`.
    """
    _refuse_ended(process)
    latest = clock.local_day(policy().outreach.review_after.after(clock.now()))
    process.pair_id, process.area_id = plan.pair_id, plan.area_id
    process.second_id = plan.second_id
    process.words = notes.kept(process.id, aim=plan.aim, hand_over=plan.hand_over)
    process.review_on = min(plan.review_on or latest, latest)


def move(session: Session, process: Process, phase: Phase, day: date) -> None:
    """Let a process come to another phase; back is as possible as on (R54).

    Raises `ProcessHasEnded`, `PhasesGoForwardInTime`.
    """
    _refuse_ended(process)
    known = phases(session, process.id)
    if not known[-1].since <= day <= clock.local_day():
        raise PhasesGoForwardInTime
    if known[-1].phase is not phase:
        after = PhaseChange(process_id=process.id, position=len(known), phase=phase, since=day)
        session.add(after)


def end_process(session: Session, process: Process, ending: Ending) -> None:
    """End a process with its reason; whether the person got attached may stay unknown (R55).

    Raises `ProcessHasEnded`, `PhasesGoForwardInTime`.
    """
    move(session, process, Phase.ENDED, ending.day)
    process.ended_on, process.reason = ending.day, ending.reason
    process.attached = ending.attached
    process.guided_to = [str(one) for one in ending.guided_to]


def _refuse_ended(process: Process) -> None:
    if process.ended_on is not None:
        raise ProcessHasEnded


def _free_code(session: Session) -> str:
    """Draw a code that no process has; the unique column has the last word."""
    for _attempt in range(DRAWS):
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        if process_by_code(session, code) is None:
            return code
    raise NoFreeCode
