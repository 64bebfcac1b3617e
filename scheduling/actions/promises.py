"""What the public page promises: watched every minute, warned of beforehand, counted when broken.

Nobody is on duty though hours are promised: those who fit are asked to come (backup), the page
closes softly and offers a contact request, and once the grace is over the promise counts as broken.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from core import clock
from organisation import queries as organisation
from policies.queries import policy
from scheduling import queries
from scheduling.actions.notices import tell
from scheduling.cover_states import NoticeKind
from scheduling.hours import Listed, Promising, Span, promised
from scheduling.models import Duty, Lapse, Notice, Shift
from scheduling.states import LIVE


def watch_promises(session: Session) -> int:
    """Begin and end the lapses of all lines; gives how many lines have nobody just now."""
    running = {
        one.line_id: one
        for one in session.exec(select(Lapse).where(col(Lapse.ended_at).is_(None))).all()
    }
    empty = 0
    for line in organisation.lines(session):
        now = queries.opening(session, line)
        if now.promised and not now.on_duty:
            empty += 1
            _goes_on(session, line.id, running.get(line.id))
        elif line.id in running:
            _ends(session, running[line.id])
    return empty


def _goes_on(session: Session, line_id: UUID, lapse: Lapse | None) -> None:
    at = clock.now()
    if lapse is None:
        try:
            with session.begin_nested():
                session.add(Lapse(line_id=line_id, began_at=at))
        except IntegrityError:
            return  # another walk has seen it at the same moment
        return
    if lapse.told_at is None and at >= lapse.began_at + _grace() / 3:
        lapse.told_at = at
        session.add(lapse)
        shift = queries.shift_now(session, line_id)
        if shift is not None:
            others = queries.late_for(session, shift)
            tell(session, NoticeKind.COME_NOW, shift, [*others, *queries.fitting(session, shift)])


def _ends(session: Session, lapse: Lapse) -> None:
    """End a lapse; one that was shorter than the grace was none."""
    lapse.ended_at = clock.now()
    if lapse.ended_at - lapse.began_at < _grace():
        session.delete(lapse)
    else:
        session.add(lapse)


def _grace() -> timedelta:
    return timedelta(minutes=policy().roster.grace.in_minutes)


def warn_of_unheld(session: Session) -> int:
    """Tell teams and coordinators of promised hours that nobody has taken; gives how many are told.

    By the policy's steps (`[roster] warn_unheld`), each once for a shift: whoever comes to the team
    after a step was told hears of the next one. Who fits is worked out for what is new alone.
    """
    at = clock.now()
    steps = sorted(
        (timedelta(minutes=one.in_minutes), str(one)) for one in policy().roster.warn_unheld
    )
    if not steps:
        return 0
    taken = select(Duty.shift_id).where(col(Duty.state).in_(LIVE))
    empty = select(Shift).where(
        col(Shift.starts_at) > at,
        col(Shift.starts_at) <= at + steps[-1][0],
        col(Shift.cancelled_at).is_(None),
        col(Shift.id).not_in(taken),
        col(Shift.least) > 0,
    )
    lines = {line.id: line for line in organisation.lines(session)}
    told, before_now = 0, _told_of(session, at)
    for shift in session.exec(empty).all():
        line = lines.get(shift.line_id)
        step = next(name for before, name in steps if shift.starts_at <= at + before)
        if line is None or (shift.id, step) in before_now:
            continue
        if _is_promised(session, line, shift):
            told += tell(session, NoticeKind.UNHELD, shift, _whom(session, line, shift), step=step)
    return told


def _told_of(session: Session, at: datetime) -> set[tuple[UUID, str]]:
    """Give which shifts to come have been warned of, at which step."""
    found = (
        select(Notice.shift_id, Notice.step)
        .join(Shift, col(Notice.shift_id) == col(Shift.id))
        .where(Notice.kind == NoticeKind.UNHELD, col(Shift.starts_at) > at)
        .distinct()
    )
    return set(session.exec(found).all())


def _is_promised(session: Session, line: Promising, shift: Shift) -> bool:
    day = clock.local_day(shift.starts_at)
    first = day - timedelta(days=1)
    days = queries.days_of(session, line.id, first, day + timedelta(days=1))
    span = Span(shift.starts_at, shift.ends_at)
    return any(one.meets(span) for one in promised(line, first, 3, days))


def _whom(session: Session, line: Listed, shift: Shift) -> Iterable[UUID]:
    return [
        *queries.fitting(session, shift),
        *organisation.coordinators_in(session, line.organisation_id),
    ]
