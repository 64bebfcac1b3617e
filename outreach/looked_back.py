"""What a campaign that is over brought, each mean beside its divisor.

Month by month, each figure of a month protected by itself: a sum is of the months that are shown,
and "at least" where one is protected, so that the whole tells nothing that a month did not.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from core import clock
from outreach import queries
from outreach.models import Campaign
from outreach.protected import alone
from outreach.queries.counts import campaign_steps
from outreach.queries.posts import posts_of
from outreach.schemas import CountKind, Span, Stage
from outreach.schemas.posts import PostState
from policies.disclosure import Cell


@dataclass(frozen=True)
class Sum:
    """A figure over a campaign's months; `is_whole` unless one of them is protected."""

    n: int
    is_whole: bool

    def per(self, divisor: int, digits: int = 1) -> float | None:
        """Give the mean by a divisor; none for a sum that is not whole, or by nothing."""
        return round(self.n / divisor, digits) if self.is_whole and divisor else None

    def costs(self, euros: int) -> float | None:
        """Give what one cost; none where nothing was spent or counted, or the sum is not whole."""
        return round(euros / self.n, 2) if self.is_whole and self.n and euros else None


@dataclass(frozen=True)
class LookedBack:
    """What a campaign brought in so many weeks and posts."""

    came: Sum
    landed: Sum
    tests: Sum
    attempts: Sum
    weeks: int
    posts: int


def looked_back(session: Session, campaign: Campaign) -> LookedBack:
    """Sum up a campaign from its first day to its last, or to today if it has no last day."""
    end = min(campaign.ends_on or clock.local_day(), clock.local_day()) + timedelta(days=1)
    days = max((end - campaign.starts_on).days, 1)
    months = _months(campaign.starts_on, end)
    kinds = [_kinds(session, campaign, span) for span in months]
    out = [one for one in posts_of(session, campaign) if one.state is PostState.POSTED]
    return LookedBack(
        came=_sum([alone(one[CountKind.OPENED] + one[CountKind.SCANNED]) for one in kinds]),
        landed=_sum([alone(one[CountKind.LANDED]) for one in kinds]),
        tests=brought(session, campaign, Stage.TEST_DONE, Span(campaign.starts_on, end)),
        attempts=brought(session, campaign, Stage.CONTACT_ATTEMPT, Span(campaign.starts_on, end)),
        weeks=-(-days // 7),
        posts=len(out),
    )


def brought(session: Session, campaign: Campaign, stage: Stage, span: Span) -> Sum:
    """Sum a step that began at a campaign's links over the whole months of a span."""
    months = _months(span.first, span.end)
    return _sum([alone(campaign_steps(session, campaign.id, stage, one)) for one in months])


def _kinds(session: Session, campaign: Campaign, span: Span) -> Counter[CountKind]:
    return queries.campaign_totals(session, [campaign.id], span).get(campaign.id, Counter())


def _months(first: date, end: date) -> list[Span]:
    """Cut a span into its calendar months."""
    spans = []
    while first < end:
        following = min(clock.next_month(first.replace(day=1)), end)
        spans.append(Span(first, following))
        first = following
    return spans


def _sum(cells: list[Cell]) -> Sum:
    return Sum(sum(cell.n or 0 for cell in cells), all(not cell.is_hidden for cell in cells))
