"""What share of those who live in an area was reached in a month: the greatest channel, no sum.

Who saw two channels is one person, so channels are never added: the greatest reach is the least
that all of them together can be (R71). Where a channel's audience is told by age, its reach of an
age group is that share of its reach; where it is not, the page says so. Platforms tell not where
those lived, and that is said too.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from outreach.models import Channel, Population, Sheet
from outreach.protected import alone
from outreach.queries.insights import audiences, channels_by_id, month_figures
from outreach.schemas import Scope
from outreach.schemas.insights import OLDEST, WHOLE, Ages, Figure, Metric
from policies.disclosure import Cell

_PERSONS = (Metric.REACH, Metric.VIEWERS)


@dataclass(frozen=True)
class Reached:
    """A channel's month: None is "no figure"; a national one is not measured by the region.

    `ages` holds the shares of its age groups in tenths of a per cent, as far as they were told.
    """

    name: str
    reach: Cell | None
    is_least: bool
    is_local: bool
    ages: dict[Ages, int | None] = field(default_factory=dict)

    def within(self, first: int, last: int) -> Cell | None:
        """Reckon how many of some ages it reached, of age groups that lie wholly in them.

        None where the reach, or every share of them, is not told.
        """
        shares = [
            share
            for group, share in self.ages.items()
            if share is not None and first <= group[0] and group[1] <= last
        ]
        if self.reach is None or self.reach.n is None or not shares:
            return None
        return alone(self.reach.n * sum(shares) // WHOLE)


@dataclass(frozen=True)
class Target:
    """Whom the organisation wants to reach: an area or all, and ages, both included."""

    area: str
    age_from: int
    age_to: int


USUAL = Target("", 12, 29)
"""Whom reports measure, and the page until somebody chooses: the young of all areas."""


@dataclass(frozen=True)
class OfAge:
    """An age group: the channel that reached the most of it, and how many people it has."""

    ages: Ages
    name: str
    reached: Cell
    people: int | None

    @property
    def share(self) -> float | None:
        """Give the share in per cent; None where either figure is not there."""
        known = self.reached.n is not None and self.people
        return 100 * (self.reached.n or 0) / self.people if known and self.people else None


@dataclass(frozen=True)
class Coverage:
    """A month's reach against those who live there, of all ages together and age by age.

    `is_by_age` when a local channel told the ages of its audience: then only such are measured.
    """

    month: date
    target: Target
    year: int | None
    people: int
    by_area: dict[str, int]
    channels: list[Reached]
    of_age: list[OfAge]

    @property
    def is_by_age(self) -> bool:
        """Whether the ages of some local channel's audience are told."""
        target = self.target
        return any(
            one.is_local and one.within(target.age_from, target.age_to) for one in self.channels
        )

    def reached(self, channel: Reached) -> Cell | None:
        """Give what is measured of a channel: its reach of the ages where ages are told at all."""
        if self.is_by_age:
            return channel.within(self.target.age_from, self.target.age_to)
        return channel.reach

    @property
    def greatest(self) -> Reached | None:
        """Give the local channel with the greatest reach that is shown."""
        told = [one for one in self.channels if one.is_local and self._n(one)]
        return max(told, key=self._n, default=None)

    @property
    def share(self) -> float | None:
        """Give the share in per cent; more than a hundred means that others were reached too."""
        best = self.greatest
        return 100 * self._n(best) / self.people if best and self.people else None

    @property
    def measured(self) -> int:
        """Give how many the greatest channel reached."""
        return self._n(self.greatest) if self.greatest else 0

    def _n(self, channel: Reached) -> int:
        cell = self.reached(channel)
        return cell.n or 0 if cell else 0


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
    return coverages(session, organisation_id, [month], target)[0]


def coverages(
    session: Session, organisation_id: UUID | None, months: Iterable[date], target: Target
) -> list[Coverage]:
    """Hold the reach of each month against the people of the target."""
    _areas, year = areas_and_year(session, organisation_id)
    groups = _groups(session, organisation_id, year, target.area)
    by_area = _people(groups, target)
    known = channels_by_id(session, organisation_id)
    told = [(month, _channels(session, known, month)) for month in months]
    return [
        Coverage(
            month=month,
            target=target,
            year=year,
            people=sum(by_area.values()),
            by_area=by_area,
            channels=channels,
            of_age=_of_age(channels, groups),
        )
        for month, channels in told
    ]


def _groups(
    session: Session, organisation_id: UUID | None, year: int | None, area: str
) -> list[Population]:
    """List the age groups of an area, or of all, in their order."""
    found = select(Population).where(
        Population.organisation_id == organisation_id, Population.year == year
    )
    if area:
        found = found.where(Population.area == area)
    return list(session.exec(found.order_by(Population.area, col(Population.age_from))).all())


def _people(groups: list[Population], target: Target) -> dict[str, int]:
    """Add up those whose age group lies wholly in the target."""
    sums: dict[str, int] = {}
    for one in groups:
        if target.age_from <= one.age_from and one.age_to <= target.age_to:
            sums[one.area] = sums.get(one.area, 0) + one.people
    return sums


def _of_age(channels: list[Reached], groups: list[Population]) -> list[OfAge]:
    """Give the greatest local channel of each age group that any of them tells."""
    local = [one for one in channels if one.is_local]
    found = []
    for first, last in sorted({ages for one in local for ages in one.ages}):
        told = [(one.within(first, last), one.name) for one in local]
        known = [(cell, name) for cell, name in told if cell is not None]
        if known:
            cell, name = max(known, key=lambda one: one[0].n or 0)
            found.append(OfAge((first, last), name, cell, _people_of(groups, first, last)))
    return found


def _people_of(groups: list[Population], first: int, last: int) -> int | None:
    """Add up the people of an age group in every area; None where theirs do not make it up."""
    within: dict[str, list[Population]] = {one.area: [] for one in groups}
    for one in groups:
        if first <= one.age_from and (one.age_to <= last or last == OLDEST):
            within[one.area].append(one)
    if not within or not all(_is_whole(some, first, last) for some in within.values()):
        return None
    return sum(one.people for some in within.values() for one in some)


def _is_whole(groups: list[Population], first: int, last: int) -> bool:
    """Whether age groups follow each other from the first age to the last; the oldest are open."""
    after = first
    for one in groups:
        if one.age_from != after:
            return False
        after = one.age_to + 1
    return bool(groups) and (after == last + 1 or last == OLDEST)


def _channels(session: Session, channels: dict[UUID, Channel], month: date) -> list[Reached]:
    """Give each channel's reach: as platforms tell it, else as its keeper's sheet does."""
    told = month_figures(session, channels, month)
    sheets = select(Sheet.channel_id, Sheet.reach).where(
        col(Sheet.channel_id).in_(list(channels)), Sheet.month == month
    )
    by_hand = {channel_id: Figure(reach) for channel_id, reach in session.exec(sheets).all()}
    ages = audiences(session, channels, month)
    return [
        _reached(
            channel,
            [told.get(id_, {}).get(one) for one in _PERSONS] + [by_hand.get(id_)],
            ages.get(id_, {}),
        )
        for id_, channel in channels.items()
    ]


def _reached(
    channel: Channel, figures: list[Figure | None], ages: dict[Ages, int | None]
) -> Reached:
    known = [one for one in figures if one is not None and one.value is not None]
    is_local = channel.scope is Scope.LOCAL
    if not known:
        return Reached(channel.name, None, is_least=False, is_local=is_local, ages=ages)
    return Reached(channel.name, alone(known[0].value or 0), known[0].is_least, is_local, ages)
