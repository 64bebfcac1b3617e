"""How many people the roster has, and which hours are promised, by weekday and block of hours."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func

from core.clock import day_starts, local
from scheduling.hours import Promising, Span, promised
from scheduling.models import Duty, Shift
from scheduling.queries.calendar import days_of
from scheduling.states import LIVE, DutyState

BLOCK_HOURS = 2
BLOCK = timedelta(hours=BLOCK_HOURS)
WEEK = timedelta(days=7)
Blocks = dict[tuple[int, int], float]


def people_by_block(session: Session, line_id: UUID, first: date, weeks: int) -> Blocks:
    """Give how many people have taken each block of the week on average, Monday = 1, block 0–11."""
    taken = (
        select_columns(col(Shift.starts_at), col(Shift.ends_at), func.count())
        .join(Duty, col(Duty.shift_id) == col(Shift.id))
        .where(
            col(Shift.line_id) == line_id,
            col(Duty.state).in_(LIVE | {DutyState.DONE}),
            col(Shift.starts_at) < day_starts(first + timedelta(weeks=weeks)),
            col(Shift.ends_at) > day_starts(first),
        )
        .group_by(col(Shift.id))
    )
    found: Blocks = defaultdict(float)
    for starts, ends, people in session.connection().execute(taken).all():
        for key, share in blocks_of(Span(starts, ends)):
            found[key] += share * people / weeks
    return found


def promised_by_block(session: Session, line: Promising, first: date) -> Blocks:
    """Give how much of each block of a week the line promises to be open, from 0 to 1."""
    return _shares(promised(line, first, 7, days_of(session, line.id, first, first + WEEK)))


def usual_by_block(line: Promising, first: date) -> Blocks:
    """Give how much of each block of an ordinary week the line promises to be open, from 0 to 1."""
    return _shares(promised(line, first, 7))


def _shares(spans: Iterable[Span]) -> Blocks:
    found: Blocks = defaultdict(float)
    for span in spans:
        for key, share in blocks_of(span):
            found[key] += share
    return {key: min(1.0, share) for key, share in found.items()}


def blocks_of(span: Span) -> list[tuple[tuple[int, int], float]]:
    """Cut a span into blocks of the week, each with the share of the block that it fills."""
    pieces, begins = [], span.starts_at
    while begins < span.ends_at:
        wall = local(begins)
        ends = min(_block_ends(begins, wall), span.ends_at)
        pieces.append(((wall.isoweekday(), wall.hour // 2), (ends - begins) / BLOCK))
        begins = ends
    return pieces


def _block_ends(begins: datetime, wall: datetime) -> datetime:
    """Give the end of the block in which a moment lies; on two nights blocks are longer or not."""
    into = timedelta(hours=wall.hour % 2, minutes=wall.minute, seconds=wall.second)
    return begins + max(BLOCK - into, timedelta(minutes=1))
