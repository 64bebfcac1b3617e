"""Pilots: begun with a question, launched when all is ready, evaluated, and decided on."""

from typing import TYPE_CHECKING

from sqlmodel import Session

from core import clock
from core.identity import Actor
from organisation.actions import end_line, prolong_line
from outreach.access import PILOT, worker_of
from outreach.errors import (
    ChecklistNotDone,
    DecidedTooEarly,
    DecisionNeedsADay,
    NoSuchPilot,
    PilotIsLaunched,
)
from outreach.models import Pilot, PilotDecision, PilotTick
from outreach.queries.pilots import pilot_of, ticks_of, verdicts_of
from outreach.schemas.pilots import Evaluation, PilotChoice, PilotVerdict
from policies.actions import audit
from policies.queries import policy

if TYPE_CHECKING:
    from organisation.models import Line


def begin_pilot(session: Session, line: "Line", question: str) -> Pilot:
    """Write down what a line's trial is to answer; a trial has one question at a time."""
    found = pilot_of(session, line.id)
    pilot = found or Pilot(line_id=line.id, question=question, begun_on=clock.local_day())
    pilot.question = question
    session.add(pilot)
    return pilot


def tick(session: Session, actor: Actor, pilot: Pilot, item: str) -> None:
    """Say that one thing of the checklist is as it should be, or take that word back.

    Raises `NoSuchPilot` for what is not on the policy's list, `PilotIsLaunched`.
    """
    if item not in policy().pilots.checklist:
        raise NoSuchPilot
    if pilot.launched_on is not None:
        raise PilotIsLaunched
    known = ticks_of(session, pilot.id).get(item)
    if known is not None:
        session.delete(known)
        return
    session.add(
        PilotTick(
            pilot_id=pilot.id, item=item, ticked_by=worker_of(actor), ticked_on=clock.local_day()
        )
    )


def launch(session: Session, actor: Actor, pilot: Pilot) -> None:
    """Note the first day of a trial. Raises `PilotIsLaunched`, `ChecklistNotDone`."""
    if pilot.launched_on is not None:
        raise PilotIsLaunched
    if set(policy().pilots.checklist) - set(ticks_of(session, pilot.id)):
        raise ChecklistNotDone
    pilot.launched_on = clock.local_day()
    audit(session, actor, PILOT.name, f"line:{pilot.line_id}", reason="launched")


def evaluate(actor: Actor, pilot: Pilot, told: Evaluation) -> None:
    """Write down what a trial taught, or write it anew."""
    pilot.sqlmodel_update(told.__dict__)
    pilot.evaluated_by, pilot.evaluated_on = worker_of(actor), clock.local_day()


def decide_pilot(
    session: Session, actor: Actor, line: "Line", pilot: Pilot, verdict: PilotVerdict
) -> None:
    """Let a line go on, go on changed until a day, or end; the last word counts (R77).

    Raises `DecidedTooEarly` before an evaluation, `DecisionNeedsADay`.
    """
    if pilot.evaluated_on is None:
        raise DecidedTooEarly
    today = clock.local_day()
    until = None if verdict.choice is PilotChoice.GO_ON else verdict.until
    if verdict.choice is not PilotChoice.GO_ON and (until is None or until < today):
        raise DecisionNeedsADay
    leads_on = verdict.choice is PilotChoice.END and verdict.next_line_id != line.id
    next_line_id = verdict.next_line_id if leads_on else None
    if verdict.choice is PilotChoice.END and until is not None:
        end_line(session, actor, line, ended_on=until, next_line_id=next_line_id)
    else:
        prolong_line(session, actor, line, pilot_ends=until)
    session.add(
        PilotDecision(
            pilot_id=pilot.id,
            position=len(verdicts_of(session, pilot.id)),
            choice=verdict.choice,
            reasons=verdict.reasons,
            until=until,
            next_line_id=next_line_id,
            decided_by=worker_of(actor),
            decided_on=today,
        )
    )
    pilot.decided_on, pilot.told_on = today, None
    audit(session, actor, PILOT.name, f"line:{line.id}", reason=verdict.choice.value)
