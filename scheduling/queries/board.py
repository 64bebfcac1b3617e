"""The coordinator's board: what is missing in the coming weeks, nearest first, and a heat map."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select

from core import clock
from core.identity import Actor
from organisation import queries as organisation
from scheduling.cover_states import CoverState, NoticeKind
from scheduling.demand import Asked, asked_on
from scheduling.eligibility import Asked as Wanted
from scheduling.eligibility import Standing, unfit
from scheduling.hours import Promising, Span
from scheduling.models import Cover, Duty, Notice, Shift
from scheduling.queries.eligibility import rest, standing
from scheduling.queries.roster import gaps_of, slots_of
from scheduling.queries.staffed import BLOCK_HOURS, blocks_of
from scheduling.schemas import Gap, Slot

DAYS_AHEAD = 28


@dataclass(frozen=True, kw_only=True)
class Lack:
    """Hours that lack people: a shift with too few, or a promise without a shift (no `shift_id`).

    `fit` is how many could come, `told` how many of them have been asked by the board.
    """

    line_id: UUID
    starts_at: datetime
    ends_at: datetime
    shift_id: UUID | None = None
    lacking: int = 0
    fit: int = 0
    told: int = 0


@dataclass(frozen=True)
class Looking:
    """A duty that looks for somebody, as a coordinator sees it."""

    line_id: UUID
    shift_id: UUID
    starts_at: datetime
    ends_at: datetime
    asked_by: str


@dataclass
class Heat:
    """Two hours of the week over the coming weeks: hours of people wanted, and of those coming."""

    wanted: float = 0.0
    held: float = 0.0

    @property
    def share(self) -> float:
        """Which part of what is wanted somebody has taken."""
        return self.held / self.wanted if self.wanted else 1.0

    @property
    def level(self) -> int:
        """Grade the share: 0 is nobody, 4 is everybody."""
        return int(self.share * 4 + 0.001)


@dataclass(frozen=True)
class Board:
    """What a coordinator looks at first."""

    lacks: list[Lack]
    looking: list[Looking]
    heat: dict[tuple[int, int], Heat]
    asked: Asked

    @property
    def blocks(self) -> range:
        """Give the blocks of the day in which anything is wanted or asked, without holes."""
        used = {block for _day, block in self.heat}
        used |= {block for (_day, block), cell in self.asked.items() if cell.is_hidden or cell.n}
        return range(min(used), max(used) + 1) if used else range(0)


def board(session: Session, actor: Actor, lines: Sequence[Promising]) -> Board:
    """Look four weeks ahead on these lines; demand is told of one only, as sums could be undone."""
    first = clock.local_day()
    slots = slots_of(session, actor, lines, first, DAYS_AHEAD)
    gaps = list(gaps_of(session, lines, slots, first, DAYS_AHEAD))
    return Board(
        lacks=_lacks(session, [one for one in slots if one.lacking], gaps),
        looking=_looking(session, [line.id for line in lines]),
        heat=_heat(slots, gaps),
        asked=asked_on(session, lines[0].id) if len(lines) == 1 else {},
    )


def _lacks(session: Session, short: Sequence[Slot], gaps: Iterable[Gap]) -> list[Lack]:
    people = _people(session, {slot.line_id for slot in short})
    told = _told(session, [slot.shift_id for slot in short])
    found = [
        Lack(
            line_id=slot.line_id,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            shift_id=slot.shift_id,
            lacking=slot.lacking,
            fit=_fit(slot, people[slot.line_id]),
            told=told.get(slot.shift_id, 0),
        )
        for slot in short
    ]
    found += [
        Lack(line_id=gap.line_id, starts_at=gap.starts_at, ends_at=gap.ends_at) for gap in gaps
    ]
    return sorted(found, key=lambda one: (one.starts_at, one.ends_at))


def _people(session: Session, lines: Iterable[UUID]) -> dict[UUID, dict[UUID, Standing]]:
    """Weigh every responder of the lines once, for all the weeks ahead."""
    at = clock.now()
    whole = Span(at, at + timedelta(days=DAYS_AHEAD))
    teams = {line_id: organisation.responders_of(session, line_id) for line_id in lines}
    known = {
        one: standing(session, one, whole)
        for one in {one for team in teams.values() for one in team}
    }
    return {line_id: {one: known[one] for one in team} for line_id, team in teams.items()}


def _fit(slot: Slot, people: dict[UUID, Standing]) -> int:
    there = {place.worker_id for place in slot.places}
    wanted = Wanted(
        line_id=slot.line_id,
        span=Span(slot.starts_at, slot.ends_at),
        language=slot.language,
        is_off=False,
        is_theirs=False,
        free=slot.free,
    )
    rests = rest()
    return sum(
        one not in there and unfit(who, wanted, rests) is None for one, who in people.items()
    )


def _told(session: Session, shift_ids: Sequence[UUID]) -> dict[UUID, int]:
    counted = (
        select(Notice.shift_id, func.count())
        .where(col(Notice.shift_id).in_(shift_ids), col(Notice.kind) == NoticeKind.PROPOSED)
        .group_by(col(Notice.shift_id))
    )
    return dict(session.exec(counted).all())


def _looking(session: Session, line_ids: Sequence[UUID]) -> list[Looking]:
    open_now = (
        select(Cover, Shift)
        .join(Duty, col(Cover.duty_id) == col(Duty.id))
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(
            col(Cover.state) == CoverState.OPEN,
            col(Shift.line_id).in_(line_ids),
            col(Shift.ends_at) > clock.now(),
        )
        .order_by(col(Shift.starts_at))
    )
    rows = session.exec(open_now).all()
    names = organisation.names(session, {cover.asked_by for cover, _shift in rows})
    return [
        Looking(
            shift.line_id,
            shift.id,
            shift.starts_at,
            shift.ends_at,
            names.get(cover.asked_by, ""),
        )
        for cover, shift in rows
    ]


def _heat(slots: Iterable[Slot], gaps: Iterable[Gap]) -> dict[tuple[int, int], Heat]:
    """Add up what is wanted and held; who is more than wanted makes up for nobody elsewhere."""
    found: dict[tuple[int, int], Heat] = {}
    wanted = [
        (Span(one.starts_at, one.ends_at), one.least, min(one.taken, one.least))
        for one in slots
        if not one.is_past
    ]
    wanted += [(Span(gap.starts_at, gap.ends_at), 1, 0) for gap in gaps]
    for span, least, held in wanted:
        for key, share in blocks_of(span):
            heat = found.setdefault(key, Heat())
            heat.wanted += share * BLOCK_HOURS * least
            heat.held += share * BLOCK_HOURS * held
    return found
