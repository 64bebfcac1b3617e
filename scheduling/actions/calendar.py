"""A line's calendar: its rule for holidays, the school terms, days unlike others."""

from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from core import clock
from scheduling.actions.shifts import call_off, ensure
from scheduling.actions.templates import materialise
from scheduling.days import Window
from scheduling.errors import ImpossibleDay
from scheduling.hours import span_of
from scheduling.models import DayRule, Shift, SpecialDay, Term
from scheduling.schemas import Made

LONGEST_TERM = 366
FARTHEST = 730


def set_day_rule(
    session: Session,
    line_id: UUID,
    organisation_id: UUID,
    *,
    closed_on_holidays: bool,
    eves_until: str,
    closed_outside_terms: bool,
) -> Made:
    """Say what a line does on holidays, eves and outside terms; its shifts follow."""
    rule = _rule(session, line_id, organisation_id)
    rule.closed_on_holidays = closed_on_holidays
    rule.eves_until = eves_until
    rule.closed_outside_terms = closed_outside_terms
    session.add(rule)
    session.flush()
    return materialise(session, [line_id])


def _rule(session: Session, line_id: UUID, organisation_id: UUID) -> DayRule:
    found = session.get(DayRule, line_id)
    if found is not None:
        return found
    made = DayRule(line_id=line_id, organisation_id=organisation_id)
    session.add(made)
    session.flush()
    return made


def close_day(session: Session, line_id: UUID, organisation_id: UUID, day: date) -> SpecialDay:
    """Close a line on a day: every shift that begins on it is called off. Raises `ImpossibleDay`.

    Those who had a place are told like everybody whose shift is called off.
    """
    made = _special(session, line_id, organisation_id, SpecialDay(line_id=line_id, day=day))
    standing = select(Shift).where(
        Shift.line_id == line_id, Shift.on_day == day, col(Shift.cancelled_at).is_(None)
    )
    for shift in session.exec(standing).all():
        if shift.ends_at > clock.now():
            call_off(session, shift, by_calendar=shift.template_id is not None)
    return made


def open_day(
    session: Session, line_id: UUID, organisation_id: UUID, day: date, window: Window
) -> SpecialDay:
    """Open a line on a day at hours of its own, with a shift for all of it.

    Raises `ImpossibleDay`.
    """
    span = span_of(day, window) if window.begins < window.ends else None
    if span is None or span.ends_at <= clock.now():
        raise ImpossibleDay
    wanted = SpecialDay(line_id=line_id, day=day, begins=window.begins, ends=window.ends)
    made = _special(session, line_id, organisation_id, wanted)
    materialise(session, [line_id])
    ensure(session, line_id, span, least=1, greatest=2)
    return made


def _special(
    session: Session, line_id: UUID, organisation_id: UUID, wanted: SpecialDay
) -> SpecialDay:
    if not 0 <= (wanted.day - clock.local_day()).days <= FARTHEST:
        raise ImpossibleDay
    _rule(session, line_id, organisation_id)
    try:
        with session.begin_nested():
            session.add(wanted)
    except IntegrityError as twice:
        raise ImpossibleDay from twice
    return wanted


def forget_day(session: Session, special: SpecialDay) -> Made:
    """Let a day be like its week again; shifts that were called off for it are called on again."""
    line_id = special.line_id
    session.delete(special)
    session.flush()
    return materialise(session, [line_id])


def add_term(session: Session, organisation_id: UUID, first_on: date, last_on: date) -> Term:
    """Add a school term; the shifts of the whole organisation follow. Raises `ImpossibleDay`."""
    if not 0 <= (last_on - first_on).days <= LONGEST_TERM or last_on < clock.local_day():
        raise ImpossibleDay
    made = Term(organisation_id=organisation_id, first_on=first_on, last_on=last_on)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError as twice:
        raise ImpossibleDay from twice
    materialise(session)
    return made


def forget_term(session: Session, term: Term) -> Made:
    """Take a school term out again."""
    session.delete(term)
    session.flush()
    return materialise(session)
