"""Channel requests, their decisions, and what their score advises."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from outreach.models import Channel, ChannelRequest, RequestDecision
from outreach.queries.records import IN_USE
from outreach.schemas import ChannelState
from outreach.schemas.requests import Advice, Criterion, Decision, Gap, RequestState
from policies.queries import policy

BEST = 3
ENOUGH, HALF = 75, 50
"""Percent of the best score from which the advice is to approve, or to come again later."""


def request_of(session: Session, channel_id: UUID) -> ChannelRequest | None:
    """Find the request for a channel."""
    found = select(ChannelRequest).where(ChannelRequest.channel_id == channel_id)
    return session.exec(found).first()


def requests_waiting(
    session: Session, organisation_id: UUID | None = None
) -> list[tuple[Channel, ChannelRequest]]:
    """List the requests on which a step is to say its word, of one organisation or of all."""
    found = select(Channel, ChannelRequest).where(
        ChannelRequest.channel_id == Channel.id,
        ChannelRequest.state == RequestState.WAITING,
        Channel.state == ChannelState.PROPOSED,
    )
    if organisation_id is not None:
        found = found.where(Channel.organisation_id == organisation_id)
    return [(one, asked) for one, asked in session.exec(found.order_by(Channel.name)).all()]


def decisions(session: Session, request_id: UUID) -> list[RequestDecision]:
    """List what the steps said, the first first."""
    own = select(RequestDecision).where(RequestDecision.request_id == request_id)
    return list(session.exec(own.order_by(col(RequestDecision.position))).all())


def advice(request: ChannelRequest) -> Advice:
    """Weigh an assessment: it advises, people decide (R65, R66)."""
    weights = {one: policy().channel_request.weights.get(one, 1) for one in Criterion}
    most = sum(weights.values()) * BEST
    got = sum(weight * request.scores.get(one, 0) for one, weight in weights.items())
    percent, gaps = round(100 * got / most), _gaps(request)
    return Advice(percent, _advised(request, percent, gaps), gaps)


def _advised(request: ChannelRequest, percent: int, gaps: list[Gap]) -> Decision:
    if request.existing_id is not None:
        return Decision.JOIN_EXISTING
    if percent >= ENOUGH and not gaps:
        return Decision.APPROVE
    return Decision.DEFER if percent >= HALF else Decision.REJECT


def _gaps(request: ChannelRequest) -> list[Gap]:
    asked = policy().channel_request.capacity
    keepers = 2 if request.backup_id else 1
    lacks = {
        Gap.KEEPERS: keepers < asked.min_workers or (asked.substitute and keepers == 1),
        Gap.HOURS: request.hours_week < asked.min_hours_a_week,
        Gap.RHYTHM: request.posts_week == 0,
        Gap.MODERATION: not request.scores.get(Criterion.MODERATION),
        Gap.EXIT: asked.closing_plan and not request.scores.get(Criterion.EXIT_PLAN),
    }
    return [gap for gap, is_lacking in lacks.items() if is_lacking]


def has_lapsed(request: ChannelRequest) -> bool:
    """Whether nobody has answered a request for so long that it is asked anew."""
    oldest = clock.local_day(policy().channel_request.lapses_after.before(clock.now()))
    return request.state is RequestState.WAITING and request.moved_on < oldest


def is_unchecked(channel: Channel) -> bool:
    """Whether it is time to look whether the channel still says whose it is (R67)."""
    due = clock.local_day(policy().channels.check_every.before(clock.now()))
    return channel.state in IN_USE and (channel.checked_on is None or channel.checked_on <= due)


@dataclass(frozen=True)
class Upkeep:
    """What a channel's keepers are told: it is dark, or its text is to be looked at."""

    channel: Channel
    keepers: list[UUID]
    is_dark: bool


def upkeep(session: Session) -> list[Upkeep]:
    """List the channels in use that need their keepers and of which they were not told lately."""
    found = select(Channel).where(col(Channel.state).in_(IN_USE))
    every = [one for one in session.exec(found).all() if not _told_lately(one)]
    due = [one for one in every if one.is_dark(clock.local_day()) or is_unchecked(one)]
    return [Upkeep(one, keepers_of(session, one.id), one.is_dark(clock.local_day())) for one in due]


def _told_lately(channel: Channel) -> bool:
    """A note a week is enough."""
    today = clock.local_day()
    return channel.told_on is not None and (today - channel.told_on).days < 7  # noqa: PLR2004


def keepers_of(session: Session, channel_id: UUID) -> list[UUID]:
    """Name who keeps a channel, and who keeps it when they are away."""
    request = request_of(session, channel_id)
    if request is None:
        return []
    return [one for one in (request.keeper_id, request.backup_id) if one is not None]
