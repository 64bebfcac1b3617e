"""What a line's calendar says: rules for holidays, terms and special days."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, and_, col, select

from core import clock
from core.prepared import Prepared
from scheduling.days import EVERY_DAY, Days, Special, Window
from scheduling.errors import NoSuchSpecialDay, NoSuchTemplate, NoSuchTerm
from scheduling.hours import WEEK_AHEAD, Promising, unusual
from scheduling.models import DayRule, SpecialDay, Template, Term

UNUSUAL_DAYS = 14
"""How far ahead the public page tells of days that are not like their week."""

_rules = DayRule.__table__  # type: ignore[attr-defined]
_specials = SpecialDay.__table__  # type: ignore[attr-defined]
_ruled = Prepared(
    select_columns(
        _rules.c.line_id,
        _rules.c.organisation_id,
        _rules.c.closed_on_holidays,
        _rules.c.eves_until,
        _rules.c.closed_outside_terms,
        _specials.c.day,
        _specials.c.begins,
        _specials.c.ends,
    )
    .outerjoin_from(
        _rules,
        _specials,
        and_(
            _specials.c.line_id == _rules.c.line_id,
            _specials.c.day >= bindparam("first"),
            _specials.c.day <= bindparam("last"),
        ),
    )
    .where(_rules.c.line_id.in_(bindparam("lines", expanding=True))),
    "lines",
)
"""The rules of lines with their special days: asked for every page of a line."""


class Rule(NamedTuple):
    """What a line's calendar says of every day."""

    line_id: UUID
    organisation_id: UUID
    closed_on_holidays: bool
    eves_until: str
    closed_outside_terms: bool


def days_of(session: Session, line_id: UUID, first: date, last: date) -> Days:
    """Give a line's calendar from one day to another, both included."""
    return days_of_lines(session, [line_id], first, last).get(line_id, EVERY_DAY)


def days_around(session: Session, line_id: UUID, day: date) -> Days:
    """Give a line's calendar from yesterday to a week ahead, as far as the public page looks."""
    return days_of(session, line_id, day - timedelta(days=1), day + timedelta(days=WEEK_AHEAD + 1))


def unusual_days(session: Session, line: Promising) -> list[tuple[date, list[Window]]]:
    """List the days of two weeks on which a line keeps other hours than its week says."""
    first = clock.local_day()
    last = first + timedelta(days=UNUSUAL_DAYS - 1)
    return unusual(line, first, UNUSUAL_DAYS, days_of(session, line.id, first, last))


def days_of_lines(
    session: Session, line_ids: Iterable[UUID], first: date, last: date
) -> dict[UUID, Days]:
    """Give the calendars of the lines that have one: one statement, a second if terms matter."""
    rules: dict[UUID, Rule] = {}
    specials: dict[UUID, dict[date, Special]] = {}
    asked = {"lines": list(line_ids), "first": first, "last": last}
    for *said, day, begins, ends in _ruled.of(session, **asked):
        rule = Rule(*said)
        rules[rule.line_id] = rule
        known = specials.setdefault(rule.line_id, {})
        if day is not None:
            known[day] = _special(day, begins, ends)
    terms = _terms_of(session, {one.organisation_id for one in rules.values()})
    return {
        line_id: Days(
            closed_on_holidays=rule.closed_on_holidays,
            eves_until=rule.eves_until,
            closed_outside_terms=rule.closed_outside_terms,
            terms=terms.get(rule.organisation_id, ()),
            specials=specials[line_id],
        )
        for line_id, rule in rules.items()
    }


def _special(day: date, begins: str, ends: str) -> Special:
    return Special(day, Window(begins, ends) if begins else None)


def _terms_of(
    session: Session, organisation_ids: set[UUID]
) -> dict[UUID, tuple[tuple[date, date], ...]]:
    if not organisation_ids:
        return {}
    known = select(Term).where(col(Term.organisation_id).in_(organisation_ids))
    spans: dict[UUID, tuple[tuple[date, date], ...]] = {}
    for one in session.exec(known.order_by(col(Term.first_on))).all():
        spans[one.organisation_id] = (
            *spans.get(one.organisation_id, ()),
            (one.first_on, one.last_on),
        )
    return spans


def terms(session: Session, organisation_id: UUID) -> Sequence[Term]:
    """List the school terms that have not ended."""
    ahead = select(Term).where(
        Term.organisation_id == organisation_id, col(Term.last_on) >= clock.local_day()
    )
    return session.exec(ahead.order_by(col(Term.first_on))).all()


def term(session: Session, organisation_id: UUID, term_id: UUID) -> Term:
    """Find a term of the organisation. Raises `NoSuchTerm`."""
    found = session.get(Term, term_id)
    if found is None or found.organisation_id != organisation_id:
        raise NoSuchTerm
    return found


def day_rule(session: Session, line_id: UUID) -> DayRule | None:
    """Give a line's rule for holidays, eves and terms, if it has one."""
    return session.get(DayRule, line_id)


def specials_ahead(session: Session, line_ids: Iterable[UUID]) -> Sequence[SpecialDay]:
    """List the special days of lines from today on."""
    ahead = select(SpecialDay).where(
        col(SpecialDay.line_id).in_(list(line_ids)), col(SpecialDay.day) >= clock.local_day()
    )
    return session.exec(ahead.order_by(col(SpecialDay.day))).all()


def special_day(session: Session, special_id: UUID) -> SpecialDay:
    """Find a special day by id. Raises `NoSuchSpecialDay`."""
    found = session.get(SpecialDay, special_id)
    if found is None:
        raise NoSuchSpecialDay
    return found


def templates(session: Session, line_ids: Iterable[UUID]) -> Sequence[Template]:
    """List the templates of lines that have not ended, by weekday-free order of their times."""
    living = select(Template).where(
        col(Template.line_id).in_(list(line_ids)),
        (col(Template.last_on).is_(None)) | (col(Template.last_on) >= clock.local_day()),
    )
    return session.exec(living.order_by(col(Template.begins), col(Template.first_on))).all()


def template(session: Session, template_id: UUID) -> Template:
    """Find a template by id. Raises `NoSuchTemplate`."""
    found = session.get(Template, template_id)
    if found is None:
        raise NoSuchTemplate
    return found
