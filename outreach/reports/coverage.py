"""What share of those who live in an area was reached in a month: the greatest channel, no sum.

Who saw two channels is one person, so channels are never added: the greatest reach is the least
that all of them together can be (R71). Platforms tell neither where nor how old those were, so the
share says so beside it.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from outreach.models import Channel, Population, Sheet
from outreach.protected import alone
from outreach.queries.insights import channels_by_id, month_figures
from outreach.schemas import Scope
from outreach.schemas.insights import Figure, Metric
from policies.disclosure import Cell

_PERSONS = (Metric.REACH, Metric.VIEWERS)


@dataclass(frozen=True)
class Reached:
    """A channel's month: None is "no figure"; a national one is not measured by the region."""

    name: str
    reach: Cell | None
    is_least: bool
    is_local: bool


@dataclass(frozen=True)
class Target:
    """Whom the organisation wants to reach: an area or all, and ages, both included."""

    area: str
    age_from: int
    age_to: int


@dataclass(frozen=True)
class Coverage:
    """A month's reach against those who live there."""

    month: date
    target: Target
    year: int | None
    people: int
    by_area: dict[str, int]
    channels: list[Reached]

    @property
    def greatest(self) -> Reached | None:
        """Give the local channel with the greatest reach that is shown."""
        told = [one for one in self.channels if one.is_local and one.reach and one.reach.n]
        return max(told, key=lambda one: one.reach.n or 0 if one.reach else 0, default=None)

    @property
    def share(self) -> float | None:
        """Give the share in per cent; more than a hundred means that others were reached too."""
        best = self.greatest
        if best is None or best.reach is None or best.reach.n is None or not self.people:
            return None
        return 100 * best.reach.n / self.people


def areas_and_year(session: Session, organisation_id: UUID | None) -> tuple[list[str], int | None]:
    """Name the areas whose people are known, and the latest year that they are known for."""
    found = select(Population.area, Population.year).where(
        Population.organisation_id == organisation_id
    )
    rows = session.exec(found.distinct()).all()
    year = max((year for _area, year in rows), default=None)
    return sorted({area for area, told in rows if told == year}), year


def coverage(
    session: Session, organisation_id: UUID | None, month: date, target: Target
) -> Coverage:
    """Hold a month's reach against the people of the target."""
    _areas, year = areas_and_year(session, organisation_id)
    by_area = _people(session, organisation_id, year, target)
    return Coverage(
        month=month,
        target=target,
        year=year,
        people=sum(by_area.values()),
        by_area=by_area,
        channels=_channels(session, organisation_id, month),
    )


def _people(
    session: Session, organisation_id: UUID | None, year: int | None, target: Target
) -> dict[str, int]:
    """Add up those whose age group lies wholly in the target."""
    found = select(Population).where(
        Population.organisation_id == organisation_id,
        Population.year == year,
        Population.age_from >= target.age_from,
        Population.age_to <= target.age_to,
    )
    if target.area:
        found = found.where(Population.area == target.area)
    sums: dict[str, int] = {}
    for one in session.exec(found.order_by(Population.area)).all():
        sums[one.area] = sums.get(one.area, 0) + one.people
    return sums


def _channels(session: Session, organisation_id: UUID | None, month: date) -> list[Reached]:
    """Give each channel's reach: as platforms tell it, else as its keeper's sheet does."""
    channels = channels_by_id(session, organisation_id)
    told = month_figures(session, channels, month)
    sheets = select(Sheet.channel_id, Sheet.reach).where(
        col(Sheet.channel_id).in_(list(channels)), Sheet.month == month
    )
    by_hand = {channel_id: Figure(reach) for channel_id, reach in session.exec(sheets).all()}
    return [
        _reached(channel, [told.get(id_, {}).get(one) for one in _PERSONS] + [by_hand.get(id_)])
        for id_, channel in channels.items()
    ]


def _reached(channel: Channel, figures: list[Figure | None]) -> Reached:
    known = [one for one in figures if one is not None and one.value is not None]
    is_local = channel.scope is Scope.LOCAL
    if not known:
        return Reached(channel.name, None, is_least=False, is_local=is_local)
    return Reached(channel.name, alone(known[0].value or 0), known[0].is_least, is_local)
