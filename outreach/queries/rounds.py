"""Rounds, client meetings, and what there is to choose from when one is told."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from guidance.queries import service_names
from outreach.models import Area, ClientMeeting, Encounter, OutreachSession, Pair
from outreach.queries.records import channels_in_use
from outreach.schemas import Span
from outreach.schemas.rounds import Choices, MeetingState, Mode, Named, WorkTotal
from policies.queries import policy

ROUNDS_SHOWN = 60


@dataclass(frozen=True)
class ShownRound:
    """A round with what was tallied on it."""

    told: OutreachSession
    pair: str
    area: str
    people: int
    new: int


def age_bands() -> list[str]:
    """Name the bands of age that the policy draws: "-12", "13-15" … "30-"."""
    starts = list(policy().outreach.age_bands)
    ends = [start - 1 for start in starts]
    between = [f"{low}-{high}" for low, high in zip(starts, ends[1:], strict=False)]
    return [f"-{ends[0]}", *between, f"{starts[-1]}-"]


def areas(session: Session, organisation_id: UUID | None, *, also_old: bool = False) -> list[Area]:
    """List an organisation's areas by name, those in use unless told otherwise."""
    found = select(Area).where(Area.organisation_id == organisation_id).order_by(Area.name)
    return [one for one in session.exec(found).all() if one.is_active or also_old]


def pairs(session: Session, organisation_id: UUID | None, *, also_old: bool = False) -> list[Pair]:
    """List an organisation's pairs by name, those in use unless told otherwise."""
    found = select(Pair).where(Pair.organisation_id == organisation_id).order_by(Pair.name)
    return [one for one in session.exec(found).all() if one.is_active or also_old]


def place_names(session: Session, organisation_id: UUID | None) -> dict[UUID, str]:
    """Name every area and pair of an organisation, those out of use too."""
    named: dict[UUID, str] = {}
    for pair in pairs(session, organisation_id, also_old=True):
        named[pair.id] = pair.name
    for area in areas(session, organisation_id, also_old=True):
        named[area.id] = area.name
    return named


def choices(session: Session, organisation_id: UUID | None, lang: str) -> Choices:
    """Give what a tally offers to choose from."""
    return Choices(
        pairs=[Named(one.id, one.name) for one in pairs(session, organisation_id)],
        areas=[Named(one.id, one.name) for one in areas(session, organisation_id)],
        channels=[Named(one.id, one.name) for one in channels_in_use(session, organisation_id)],
        services=[Named(key, name) for key, name in service_names(session, lang).items()],
    )


def rounds(session: Session, organisation_id: UUID | None) -> list[ShownRound]:
    """List the latest rounds, the newest first, empty ones included."""
    own = OutreachSession.organisation_id == organisation_id
    found = select(OutreachSession, Pair.name, Area.name).join(Pair).join(Area).where(own)
    latest = session.exec(found.order_by(col(OutreachSession.day).desc()).limit(ROUNDS_SHOWN)).all()
    sums = _tallied(session, [told.id for told, _pair, _area in latest])
    return [ShownRound(told, pair, area, *sums.get(told.id, (0, 0))) for told, pair, area in latest]


def _tallied(session: Session, ids: list[UUID]) -> dict[UUID, tuple[int, int]]:
    told = col(Encounter.outreach_session_id)
    found = (
        select(told, func.sum(Encounter.people), func.sum(Encounter.new))
        .where(told.in_(ids))
        .group_by(told)
    )
    return {round_id: (people, new) for round_id, people, new in session.exec(found).all()}


Place = tuple[UUID, UUID]


def work_totals(
    session: Session, organisation_id: UUID | None, span: Span
) -> dict[Place, WorkTotal]:
    """Sum the work of each pair in each area over a span (R59, R60), unprotected."""
    sums: dict[Place, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for told in _within(session, OutreachSession, organisation_id, span):
        place = sums[told.pair_id, told.area_id]
        place["rounds"] += 1
        place["minutes"] += told.minutes
        place["refused"] += told.refused
        place["empty"] += not told.tallied
        place["encounters"] += told.people
        place["new"] += told.new
    for pair_id, area_id, mode, n in _meetings(session, organisation_id, span):
        place = sums[pair_id, area_id]
        place["meetings"] += n
        place["in_person"] += n if mode is Mode.IN_PERSON else 0
    return {key: WorkTotal(**place) for key, place in sums.items()}


def first_work(session: Session, organisation_id: UUID | None) -> date | None:
    """Give the day of the first round or client meeting, None before there was any."""
    days: list[date | None] = [
        session.exec(
            select(func.min(table.day)).where(table.organisation_id == organisation_id)
        ).one()
        for table in (OutreachSession, ClientMeeting)
    ]
    return min((day for day in days if day is not None), default=None)


@dataclass(frozen=True)
class _Tallied:
    pair_id: UUID
    area_id: UUID
    minutes: int
    refused: int
    tallied: int
    people: int
    new: int


def _within(
    session: Session, table: type[OutreachSession], organisation_id: UUID | None, span: Span
) -> list[_Tallied]:
    """Read every round of a span with its sums in one statement."""
    sums = (
        func.count(col(Encounter.id)),
        func.coalesce(func.sum(Encounter.people), 0),
        func.coalesce(func.sum(Encounter.new), 0),
    )
    found = (
        select(table.pair_id, table.area_id, table.minutes, table.refused, *sums)  # type: ignore[call-overload]
        .outerjoin(Encounter, col(Encounter.outreach_session_id) == col(table.id))
        .where(table.organisation_id == organisation_id)
        .where(table.day >= span.first, table.day < span.end)
        .group_by(col(table.id))
    )
    return [_Tallied(*row) for row in session.exec(found).all()]


def _meetings(
    session: Session, organisation_id: UUID | None, span: Span
) -> list[tuple[UUID, UUID, Mode, int]]:
    found = (
        select(ClientMeeting.pair_id, ClientMeeting.area_id, ClientMeeting.mode, func.count())
        .where(ClientMeeting.organisation_id == organisation_id)
        .where(ClientMeeting.day >= span.first, ClientMeeting.day < span.end)
        .where(ClientMeeting.state == MeetingState.DONE)
        .group_by(col(ClientMeeting.pair_id), col(ClientMeeting.area_id), col(ClientMeeting.mode))
    )
    return [(pair, area, Mode(mode), n) for pair, area, mode, n in session.exec(found).all()]


def meetings(session: Session, organisation_id: UUID | None) -> list[ClientMeeting]:
    """List the latest client meetings, the newest first."""
    own = select(ClientMeeting).where(ClientMeeting.organisation_id == organisation_id)
    latest = own.order_by(col(ClientMeeting.day).desc()).limit(ROUNDS_SHOWN)
    return list(session.exec(latest).all())
