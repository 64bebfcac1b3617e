"""Editing a line."""

from dataclasses import fields
from datetime import date
from uuid import UUID

from sqlmodel import Session

from core.errors import NotAllowed
from core.events import record
from core.identity import Actor
from organisation.events import LineChanged
from organisation.models import Line, RegionRule, Unit
from organisation.schemas import LineDetails
from policies.actions import audit


def edit_line(session: Session, actor: Actor, line: Line, details: LineDetails) -> None:
    """Change what a line tells and promises; nothing is noted when nothing changed."""
    changed = [
        one.name for one in fields(details) if getattr(line, one.name) != getattr(details, one.name)
    ]
    if not changed:
        return
    for name in changed:
        value = getattr(details, name)
        setattr(line, name, RegionRule(value) if name == "region_rule" else value)
    session.add(line)
    audit(session, actor, "organisation.edit_line", f"line:{line.id}", reason=" ".join(changed))
    record(session, LineChanged(line_id=line.id))


def add_unit(session: Session, actor: Actor, name: dict[str, str]) -> Unit:
    """Found a unit in the actor's own organisation. Raises `NotAllowed` for whoever has none."""
    if actor.organisation_id is None:
        raise NotAllowed
    unit = Unit(organisation_id=actor.organisation_id, name=name)
    session.add(unit)
    audit(session, actor, "organisation.add_unit", f"unit:{unit.id}")
    return unit


def prolong_line(session: Session, actor: Actor, line: Line, *, pilot_ends: date | None) -> None:
    """Let a line go on: as a pilot until a day, or for good. What had ended begins again."""
    line.pilot_ends, line.ended_on, line.next_line_id = pilot_ends, None, None
    _tell(session, actor, line, f"goes on until {pilot_ends or 'further notice'}")


def end_line(
    session: Session, actor: Actor, line: Line, *, ended_on: date, next_line_id: UUID | None
) -> None:
    """Give a line its last day, and its visitors another line to turn to afterwards."""
    line.pilot_ends, line.ended_on, line.next_line_id = None, ended_on, next_line_id
    _tell(session, actor, line, f"ends on {ended_on}")


def _tell(session: Session, actor: Actor, line: Line, reason: str) -> None:
    session.add(line)
    audit(session, actor, "organisation.edit_line", f"line:{line.id}", reason=reason)
    record(session, LineChanged(line_id=line.id))
