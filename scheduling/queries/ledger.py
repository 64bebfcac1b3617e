"""What a worker owes and has given; how well lines are covered; what the hours cost."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import case
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from core import clock
from organisation import queries as organisation
from policies.queries import policy
from scheduling.errors import NoSuchEntry
from scheduling.ledger import WORKED, EntryKind, Period, period_of
from scheduling.models import Commitment, Duty, Entry, Shift
from scheduling.states import LIVE, DutyState

PERIODS_SHOWN = 8
KEPT = frozenset({DutyState.DONE, DutyState.CHECKED_IN})


@dataclass(frozen=True)
class Reckoning:
    """One period of a worker's ledger."""

    period: Period
    entries: tuple[Entry, ...]

    @property
    def balance(self) -> int:
        """What is left over, in minutes; below nothing while something is still due."""
        return sum(one.minutes for one in self.entries)

    @property
    def given(self) -> int:
        """Minutes given in this period."""
        return sum(one.minutes for one in self.entries if one.kind in WORKED)


def ledger(session: Session, worker_id: UUID) -> list[Reckoning]:
    """Give a worker's own last periods, the newest first."""
    days = policy().roster.period_days
    now = period_of(clock.local_day(), days)
    oldest = now.first_on - timedelta(days=days * (PERIODS_SHOWN - 1))
    own = select(Entry).where(Entry.worker_id == worker_id, col(Entry.period_on) >= oldest)
    by_period: dict[date, list[Entry]] = defaultdict(list)
    for one in session.exec(own.order_by(col(Entry.on_day), col(Entry.made_at))).all():
        by_period[one.period_on].append(one)
    return [
        Reckoning(period_of(first, days), tuple(by_period[first]))
        for first in sorted(by_period, reverse=True)
    ]


def balances(session: Session, worker_ids: Iterable[UUID], period_on: date) -> dict[UUID, int]:
    """Give what each worker has left over in a period."""
    summed = (
        select_columns(col(Entry.worker_id), func.sum(col(Entry.minutes)))
        .where(col(Entry.worker_id).in_(list(worker_ids)), col(Entry.period_on) == period_on)
        .group_by(col(Entry.worker_id))
    )
    rows = session.connection().execute(summed).all()
    return {worker_id: int(minutes) for worker_id, minutes in rows}


def commitment(session: Session, worker_id: UUID) -> Commitment | None:
    """Give what a worker has promised, if anything."""
    return session.get(Commitment, worker_id)


def commitments(session: Session, organisation_id: UUID) -> Sequence[Commitment]:
    """List the promises of an organisation's workers."""
    own = select(Commitment).where(Commitment.organisation_id == organisation_id)
    return session.exec(own).all()


@dataclass(frozen=True)
class Disputed:
    """An entry that its worker says is wrong."""

    entry: Entry
    name: str


def disputed(session: Session, organisation_id: UUID) -> list[Disputed]:
    """List what the organisation's workers dispute, the oldest first."""
    found = session.exec(
        select(Entry).where(col(Entry.disputed_at).is_not(None)).order_by(col(Entry.disputed_at))
    ).all()
    own = {one.id: one.name for one in organisation.workers(session, organisation_id)}
    return [Disputed(one, own[one.worker_id]) for one in found if one.worker_id in own]


def disputed_entry(session: Session, organisation_id: UUID, entry_id: UUID) -> Entry:
    """Find a disputed entry of the organisation's worker. Raises `NoSuchEntry`."""
    found = session.get(Entry, entry_id)
    worker = organisation.worker(session, found.worker_id) if found else None
    if found is None or worker is None or worker.organisation_id != organisation_id:
        raise NoSuchEntry
    return found


@dataclass(frozen=True)
class Coverage:
    """A line's week: places that are needed, that somebody has, and that were kept, in minutes."""

    monday: date
    needed: int
    taken: int
    kept: int

    @property
    def share(self) -> float:
        """How much of what is needed somebody has taken; all of nothing is all."""
        return min(1.0, self.taken / self.needed) if self.needed else 1.0


def coverage(
    session: Session, line_ids: Iterable[UUID], first: date, weeks: int
) -> dict[UUID, list[Coverage]]:
    """Say for each line and week how much of the needed time people have taken and kept.

    Nobody's name and no ranking: what counts is whether the line is kept.
    """
    lines = list(line_ids)
    last = first + timedelta(weeks=weeks)
    shifts = session.exec(
        select(Shift).where(
            col(Shift.line_id).in_(lines),
            col(Shift.on_day) >= first,
            col(Shift.on_day) < last,
            col(Shift.cancelled_at).is_(None),
        )
    ).all()
    held = _held(session, lines, first, last)
    sums: dict[tuple[UUID, date], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in shifts:
        minutes = round((one.ends_at - one.starts_at) / timedelta(minutes=1))
        taken, kept = held.get(one.id, (0, 0))
        week = sums[one.line_id, one.on_day - timedelta(days=one.on_day.weekday())]
        week[0] += one.least * minutes
        week[1] += min(taken, one.least) * minutes
        week[2] += min(kept, one.least) * minutes
    mondays = [first + timedelta(weeks=n) for n in range(weeks)]
    return {
        line_id: [Coverage(monday, *sums[line_id, monday]) for monday in mondays]
        for line_id in lines
    }


def _held(
    session: Session, lines: list[UUID], first: date, last: date
) -> dict[UUID, tuple[int, int]]:
    kept = func.sum(case((col(Duty.state).in_(KEPT), 1), else_=0))
    rows = (
        select_columns(col(Duty.shift_id), func.count(), kept)
        .join(Shift, col(Shift.id) == col(Duty.shift_id))
        .where(
            col(Duty.state).in_(LIVE | KEPT),
            col(Shift.line_id).in_(lines),
            col(Shift.on_day) >= first,
            col(Shift.on_day) < last,
        )
        .group_by(col(Duty.shift_id))
    )
    found = session.connection().execute(rows).all()
    return {shift_id: (taken, int(there)) for shift_id, taken, there in found}


@dataclass(frozen=True)
class Hours:
    """Minutes given in a month to a line, a partner, training or supervision (R50)."""

    line_id: UUID | None
    kind: EntryKind
    partner: str
    minutes: int
    conversations: int | None


def hours_of_month(session: Session, organisation_id: UUID, month: date) -> list[Hours]:
    """Sum the hours that the organisation's workers gave in a month, by line and kind."""
    workers = [one.id for one in organisation.workers(session, organisation_id)]
    summed = (
        select_columns(
            col(Entry.line_id),
            col(Entry.kind),
            col(Entry.partner),
            func.sum(col(Entry.minutes)),
            func.sum(col(Entry.conversations)),
        )
        .where(
            col(Entry.worker_id).in_(workers),
            col(Entry.kind).in_(WORKED | {EntryKind.CORRECTION}),
            col(Entry.on_day) >= month,
            col(Entry.on_day) < clock.next_month(month),
        )
        .group_by(col(Entry.line_id), col(Entry.kind), col(Entry.partner))
    )
    rows = session.connection().execute(summed).all()
    return [Hours(line, kind, partner, int(n), talks) for line, kind, partner, n, talks in rows]


# Duty itself, without training and supervision; a correction is one of a duty's minutes.
_DUTY = frozenset({EntryKind.DONE, EntryKind.DROP_IN, EntryKind.CORRECTION})


@dataclass(frozen=True)
class DutyGiven:
    """Minutes of duty in a month and by how many workers they were given."""

    minutes: int
    workers: int


def duty_given(session: Session, organisation_id: UUID | None, month: date) -> DutyGiven:
    """Sum the minutes of duty that an organisation's workers gave in a month (R42)."""
    if organisation_id is None:
        return DutyGiven(0, 0)
    workers = [one.id for one in organisation.workers(session, organisation_id)]
    given = select_columns(
        func.coalesce(func.sum(col(Entry.minutes)), 0), func.count(col(Entry.worker_id).distinct())
    ).where(
        col(Entry.worker_id).in_(workers),
        col(Entry.kind).in_(_DUTY),
        col(Entry.on_day) >= month,
        col(Entry.on_day) < clock.next_month(month),
    )
    minutes, givers = session.connection().execute(given).one()
    return DutyGiven(max(0, int(minutes)), int(givers))
