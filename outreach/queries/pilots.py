"""Pilots: the lines on trial, their ticks and decisions, and what their months counted."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from organisation.queries import all_lines, organisations
from outreach.models import Pilot, PilotDecision, PilotTick
from policies.queries import policy

if TYPE_CHECKING:
    from organisation.models import Line


@dataclass(frozen=True)
class PilotShown:
    """A line on trial in the list: how much of its checklist is done, and whether it is time."""

    line: "Line"
    pilot: Pilot | None
    ticked: int
    is_due: bool


def pilot_of(session: Session, line_id: UUID) -> Pilot | None:
    """Find a line's pilot."""
    return session.exec(select(Pilot).where(Pilot.line_id == line_id)).first()


def pilots_shown(session: Session, organisation_id: UUID | None) -> list[PilotShown]:
    """List the lines that are or were on trial, those whose end comes first at the top."""
    lines = all_lines(session, organisation_id) if organisation_id else []
    known = {one.line_id: one for one in session.exec(select(Pilot)).all()}
    found = [one for one in lines if one.pilot_ends or one.id in known]
    shown = [_shown(session, one, known.get(one.id)) for one in found]
    return sorted(shown, key=lambda one: one.line.pilot_ends or date.max)


def _shown(session: Session, line: "Line", pilot: Pilot | None) -> PilotShown:
    ticked = len(set(ticks_of(session, pilot.id)) & set(policy().pilots.checklist)) if pilot else 0
    return PilotShown(line, pilot, ticked, is_due(line))


def is_due(line: "Line") -> bool:
    """Whether a pilot's last day is so near, or past, that it is to be evaluated and decided on."""
    soon = clock.local_day(policy().pilots.remind_before.after(clock.now()))
    return line.pilot_ends is not None and line.pilot_ends <= soon


def ticks_of(session: Session, pilot_id: UUID) -> dict[str, PilotTick]:
    """Give the ticks of a checklist by item."""
    found = select(PilotTick).where(PilotTick.pilot_id == pilot_id)
    return {one.item: one for one in session.exec(found).all()}


def verdicts_of(session: Session, pilot_id: UUID) -> list[PilotDecision]:
    """List what was decided on a pilot, the last word first."""
    found = select(PilotDecision).where(PilotDecision.pilot_id == pilot_id)
    return list(session.exec(found.order_by(col(PilotDecision.position).desc())).all())


def pilots_due(session: Session) -> list[tuple["Line", Pilot]]:
    """List the pilots that wait for a decision and of which nobody was told for a week."""
    lately = clock.local_day() - timedelta(days=7)
    known = {one.line_id: one for one in session.exec(select(Pilot)).all()}
    lines = [line for one in organisations(session) for line in all_lines(session, one.id)]
    return [
        (line, known[line.id])
        for line in lines
        if line.id in known and is_due(line) and not _told_since(known[line.id], lately)
    ]


def _told_since(pilot: Pilot, day: date) -> bool:
    return pilot.told_on is not None and pilot.told_on > day
