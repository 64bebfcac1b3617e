"""Templates, and the shifts that are made of them 200 days ahead.

A shift is one row for a template and a day, made once; walking again makes nothing twice, deletes
nothing and touches no place that somebody has. When the calendar closes a day, shifts on which
nobody has a place are called off by it, and called on again when it opens the day again.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from uuid import UUID, uuid4

from flask_babel import lazy_gettext as _l
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from core import clock
from core.db import add_unless_there
from core.events import record
from scheduling import queries
from scheduling.actions.shifts import LONGEST, MOST_PLACES
from scheduling.days import EVERY_DAY, Days, Window
from scheduling.errors import ImpossibleTemplate
from scheduling.events import RosterChanged
from scheduling.hours import Span, span_of
from scheduling.models import Duty, Shift, Template
from scheduling.schemas import Made, Wanted
from scheduling.states import LIVE

AHEAD = timedelta(days=200)
LOOKED_THROUGH = timedelta(days=400)  # a whole year with both changes of the clock
MOST_WEEKS = 8
AT_ONCE = 400
Key = tuple[UUID, date]


def make_template(session: Session, wanted: Wanted) -> Template:
    """Make a template and the shifts of it. Raises `ImpossibleTemplate` with the reason in words.

    A time that the clock skips on some night of the coming year is refused, with that night.
    """
    _check(wanted)
    made = Template(**vars(wanted))
    session.add(made)
    session.flush()
    materialise(session, [wanted.line_id])
    return made


def end_template(session: Session, template: Template, last_on: date) -> Made:
    """Let a template make no shifts after a day; those on which nobody is coming are called off."""
    template.last_on = max(last_on, clock.local_day() - timedelta(days=1))
    session.add(template)
    session.flush()
    return materialise(session, [template.line_id])


def _check(wanted: Wanted) -> None:
    fits = 1 <= wanted.every_weeks <= MOST_WEEKS
    places = 0 <= wanted.least <= wanted.greatest and 1 <= wanted.greatest <= MOST_PLACES
    today = clock.local_day()
    ahead = list(_days(wanted, today, today + LOOKED_THROUGH)) if fits else []
    if not (places and ahead) or wanted.first_on > today + AHEAD:
        raise ImpossibleTemplate
    window = Window(wanted.begins, wanted.ends)
    for day in ahead:
        span = span_of(day, window)
        if span is None:
            raise ImpossibleTemplate(_skipped(day, window))
        # An hour more: the night on which winter time begins.
        if span.ends_at - span.starts_at > LONGEST + timedelta(hours=1):
            raise ImpossibleTemplate(_l("A shift lasts at most 12 hours."))


def _skipped(day: date, window: Window) -> object:
    return _l(
        "The clocks go forward on the night of %(day)s: the hour from 3 to 4 does not exist then, "
        "so a shift %(begins)s–%(ends)s cannot be. Choose other times, or other weeks.",
        day=f"{day.day}.{day.month}.{day.year}",
        begins=window.begins,
        ends=window.ends,
    )


def _days(rhythm: Wanted | Template, first: date, last: date) -> Iterator[date]:
    """Give the days of a template from one day to another: every n weeks from its first."""
    step = 7 * rhythm.every_weeks
    skipped = max(0, -(-(first - rhythm.first_on).days // step))
    day = rhythm.first_on + timedelta(days=skipped * step)
    until = min(last, rhythm.last_on or last)
    while day <= until:
        yield day
        day += timedelta(days=step)


def materialise(session: Session, line_ids: Iterable[UUID] | None = None) -> Made:
    """Make the shifts of all templates, or of some lines', from today 200 days ahead."""
    today = clock.local_day()
    found = select(Template)
    if line_ids is not None:
        found = found.where(col(Template.line_id).in_(list(line_ids)))
    templates = session.exec(found).all()
    calendars = queries.days_of_lines(
        session, {one.line_id for one in templates}, today, today + AHEAD
    )
    wanted = dict(_wanted(templates, calendars, today))
    there = _there(session, [one.id for one in templates], today)
    made = _insert(session, [one for key, one in wanted.items() if key not in there])
    off = _call_off(session, [one for key, one in there.items() if key not in wanted])
    again = _call_on(session, [one for key, one in there.items() if key in wanted])
    if made or off or again:
        for line_id in {one.line_id for one in templates}:
            record(session, RosterChanged(line_id=line_id))
    return Made(made, off, again)


def _wanted(
    templates: Iterable[Template], calendars: dict[UUID, Days], today: date
) -> Iterator[tuple[Key, dict[str, object]]]:
    at = clock.now()
    for template in templates:
        calendar = calendars.get(template.line_id, EVERY_DAY)
        usual = Window(template.begins, template.ends)
        for day in _days(template, today, today + AHEAD):
            window = calendar.shift(day, usual, template.season)
            span = span_of(day, window) if window else None
            if span is not None and span.ends_at > at:
                yield (template.id, day), _row(template, day, span)


def _row(template: Template, day: date, span: Span) -> dict[str, object]:
    return {
        "id": uuid4(),
        "line_id": template.line_id,
        "template_id": template.id,
        "on_day": day,
        "starts_at": span.starts_at,
        "ends_at": span.ends_at,
        "least": template.least,
        "greatest": template.greatest,
        "language": template.language,
        "is_drop_in": False,
        "is_off_by_calendar": False,
    }


def _there(session: Session, template_ids: list[UUID], today: date) -> dict[Key, Shift]:
    made = select(Shift).where(
        col(Shift.template_id).in_(template_ids),
        col(Shift.on_day) >= today,
        col(Shift.starts_at) > clock.now(),
    )
    running = select(Shift).where(
        col(Shift.template_id).in_(template_ids),
        col(Shift.on_day) >= today,
        col(Shift.starts_at) <= clock.now(),
    )
    return {
        (one.template_id, one.on_day): one
        for query in (made, running)
        for one in session.exec(query).all()
        if one.template_id is not None
    }


def _insert(session: Session, rows: list[dict[str, object]]) -> int:
    """Add shifts; what another walk or a coordinator made at the same time is left alone."""
    parts = (rows[n : n + AT_ONCE] for n in range(0, len(rows), AT_ONCE))
    return sum(add_unless_there(session, Shift, part) for part in parts)


def _call_off(session: Session, shifts: list[Shift]) -> int:
    """Call off what is no longer wanted, unless somebody is coming or it has begun."""
    ahead = [one.id for one in shifts if one.cancelled_at is None and one.starts_at > clock.now()]
    taken = select(Duty.shift_id).where(col(Duty.state).in_(LIVE))
    off = 0
    for n in range(0, len(ahead), AT_ONCE):
        statement = (
            update(Shift)
            .where(col(Shift.id).in_(ahead[n : n + AT_ONCE]), col(Shift.id).not_in(taken))
            .values(cancelled_at=clock.now(), is_off_by_calendar=True)
        )
        off += session.connection().execute(statement).rowcount
    return off


def _call_on(session: Session, shifts: list[Shift]) -> int:
    """Call on again what the calendar had called off; a coordinator's own word stays."""
    again = 0
    for one in shifts:
        if one.cancelled_at is None or not one.is_off_by_calendar:
            continue
        try:
            with session.begin_nested():
                one.cancelled_at, one.is_off_by_calendar = None, False
                session.add(one)
        except IntegrityError:
            session.refresh(one)  # the line has another shift at exactly this time by now
            continue
        again += 1
    return again
