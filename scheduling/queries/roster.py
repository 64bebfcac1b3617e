"""The roster of a week: shifts by day and line, who has taken them, and what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from core.identity import Actor
from organisation import queries as organisation
from scheduling.days import EVERY_DAY
from scheduling.eligibility import Reason, Standing, why_not
from scheduling.hours import Promising, Span, joined, promised, without
from scheduling.models import Duty, Shift, Waiting
from scheduling.queries.busy import busy_times
from scheduling.queries.calendar import days_of_lines
from scheduling.queries.eligibility import asked, rest, standing
from scheduling.schemas import HOLDS, SHOWN, Day, Gap, Place, Slot, Week

DAYS = 7


@dataclass(frozen=True)
class _Looking:
    """Who looks at the roster, and when."""

    actor: Actor
    at: datetime
    who: Standing | None
    waits: frozenset[UUID]
    busy: tuple[Span, ...] = ()


def week(session: Session, actor: Actor, lines: Sequence[Promising], monday: date) -> Week:
    """Give the week of `monday` on these lines."""
    at = clock.now()
    slots = slots_of(session, actor, lines, monday, DAYS)
    days = [monday + timedelta(days=n) for n in range(DAYS)]
    return Week(
        monday=monday,
        days=tuple(_day(day, lines, slots, at) for day in days),
        short=tuple(slot for slot in slots if slot.lacking),
        gaps=tuple(gaps_of(session, lines, slots, monday, DAYS)),
    )


def slots_of(
    session: Session, actor: Actor, lines: Sequence[Promising], first: date, days: int
) -> list[Slot]:
    """Give the shifts of some days on these lines as the actor sees them, in order of time.

    In as many statements for a year as for a day.
    """
    whole = Span(clock.day_starts(first), clock.day_starts(first + timedelta(days=days)))
    shifts = _shifts(session, [line.id for line in lines], whole.starts_at, whole.ends_at)
    places = _places(session, shifts)
    looking = _looking(session, actor, whole, shifts)
    return [_slot(shift, places[shift.id], looking) for shift in shifts]


def slot(session: Session, actor: Actor, shift: Shift) -> Slot:
    """Give one shift as the actor sees it."""
    looking = _looking(session, actor, Span(shift.starts_at, shift.ends_at), [shift])
    return _slot(shift, _places(session, [shift])[shift.id], looking)


def _shifts(
    session: Session, line_ids: list[UUID], starts: datetime, ends: datetime
) -> Sequence[Shift]:
    standing = select(Shift).where(
        col(Shift.line_id).in_(line_ids),
        col(Shift.starts_at) >= starts,
        col(Shift.starts_at) < ends,
        col(Shift.cancelled_at).is_(None),
    )
    return session.exec(standing.order_by(col(Shift.starts_at), col(Shift.ends_at))).all()


def _places(session: Session, shifts: Iterable[Shift]) -> dict[UUID, list[Place]]:
    shown = select(Duty).where(
        col(Duty.shift_id).in_([shift.id for shift in shifts]), col(Duty.state).in_(SHOWN)
    )
    duties = session.exec(shown.order_by(col(Duty.seat_no), col(Duty.updated_at))).all()
    names = organisation.names(session, {duty.worker_id for duty in duties})
    places: dict[UUID, list[Place]] = defaultdict(list)
    for duty in duties:
        name = names.get(duty.worker_id, "")
        places[duty.shift_id].append(Place(duty.id, duty.worker_id, name, duty.state))
    return places


def _slot(shift: Shift, places: Sequence[Place], looking: _Looking) -> Slot:
    own = [place for place in places if place.worker_id == looking.actor.id]
    return Slot(
        shift_id=shift.id,
        line_id=shift.line_id,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        least=shift.least,
        greatest=shift.greatest,
        places=tuple(places),
        mine=own[-1] if own else None,
        is_past=shift.ends_at <= looking.at,
        is_running=shift.starts_at <= looking.at < shift.ends_at,
        is_on_team=shift.line_id in looking.actor.lines,
        language=shift.language,
        why_not=_why_not(shift, places, looking),
        is_waiting=shift.id in looking.waits,
        is_busy=any(one.meets(Span(shift.starts_at, shift.ends_at)) for one in looking.busy),
    )


def _looking(session: Session, actor: Actor, around: Span, shifts: Sequence[Shift]) -> _Looking:
    """Learn what the actor's own rules depend on: one statement each, however long the roster."""
    if actor.id is None:
        return _Looking(actor, clock.now(), None, frozenset())
    waits = select(Waiting.shift_id).where(
        Waiting.worker_id == actor.id, col(Waiting.shift_id).in_([one.id for one in shifts])
    )
    return _Looking(
        actor,
        clock.now(),
        standing(session, actor.id, around, lines=actor.lines),
        frozenset(session.exec(waits).all()),
        tuple(busy_times(session, [actor.id], around)[actor.id]),
    )


def _why_not(shift: Shift, places: Sequence[Place], looking: _Looking) -> Reason | None:
    if looking.who is None:
        return Reason.TEAM
    held = [one for one in places if one.state in HOLDS]
    return why_not(
        looking.who,
        asked(
            shift,
            is_theirs=any(one.worker_id == looking.actor.id for one in held),
            free=shift.greatest - len(held),
        ),
        rest(),
        looking.at,
    )


def _day(day: date, lines: Sequence[Promising], slots: Sequence[Slot], at: datetime) -> Day:
    today = clock.local_day(at)
    here = [slot for slot in slots if clock.local_day(slot.starts_at) == day]
    by_line = {line.id: tuple(slot for slot in here if slot.line_id == line.id) for line in lines}
    return Day(day, is_today=day == today, is_past=day < today, slots=by_line)


def gaps_of(
    session: Session, lines: Sequence[Promising], slots: Iterable[Slot], first: date, days: int
) -> Iterable[Gap]:
    """What is promised, is still to come and has no shift at all."""
    at, planned = clock.now(), list(slots)
    last = first + timedelta(days=days)
    calendars = days_of_lines(session, [line.id for line in lines], first, last)
    for line in lines:
        own = joined(Span(one.starts_at, one.ends_at) for one in planned if one.line_id == line.id)
        for span in without(promised(line, first, days, calendars.get(line.id, EVERY_DAY)), own):
            if span.ends_at > at:
                yield Gap(line.id, max(span.starts_at, at), span.ends_at)
