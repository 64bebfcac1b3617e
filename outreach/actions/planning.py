"""Channels, campaigns and what was changed in them."""

from dataclasses import asdict, replace
from datetime import date
from uuid import UUID

from sqlmodel import Session

from core.clock import local_day, now
from outreach.errors import (
    AnotherChannel,
    EndsBeforeItStarts,
    NeedsApproval,
    NothingToApprove,
    NotOverYet,
)
from outreach.models import Campaign, Change, Channel
from outreach.queries.requests import request_of
from outreach.schemas import CampaignPlan, ChangeTold, ChannelPlan, ChannelState, states_from
from outreach.schemas.requests import RequestState, RequestStep
from policies.queries import policy

APPROVED = ("kind", "identity_mode", "scope")
"""What a channel's approval is for; another of them is another channel."""
DECIDED_ON = (*APPROVED, "address", "disclosure")
"""What a step of a request has before it, of the channel itself."""


def save_channel(
    session: Session, plan: ChannelPlan, *, organisation_id: UUID, channel: Channel | None = None
) -> Channel:
    """Make a channel, or change the given one.

    Raises `NeedsApproval` for a state that only approving gives, and `AnotherChannel` where one in
    use would be elsewhere, speak as somebody else or further than was approved (R68, R69, R70).
    """
    if plan.state not in states_from(channel.state if channel else None):
        raise NeedsApproval
    if channel is not None and channel.state is not ChannelState.PROPOSED:
        _refuse_another(channel, plan)
        plan = replace(plan, review_on=_sooner(channel.review_on, plan.review_on))
    elif channel is not None:
        _begin_anew(session, channel, plan)
    if channel is not None and channel.disclosure != plan.disclosure:
        channel.checked_on = None  # somebody looks whether the channel says the new words (R67)

    saved = channel or Channel(organisation_id=organisation_id, name=plan.name, kind=plan.kind)
    saved.sqlmodel_update(asdict(plan))
    _mark_end(saved)
    session.add(saved)
    return saved


def _refuse_another(channel: Channel, plan: ChannelPlan) -> None:
    if plan.state in {ChannelState.PROPOSED, ChannelState.CLOSED}:
        return
    if any(getattr(channel, name) is not getattr(plan, name) for name in APPROVED):
        raise AnotherChannel


def _begin_anew(session: Session, channel: Channel, plan: ChannelPlan) -> None:
    """Let the first step look again at a proposed channel that is not the one it said yes to."""
    request = request_of(session, channel.id)
    is_other = any(getattr(channel, name) != getattr(plan, name) for name in DECIDED_ON)
    if request is not None and request.state is RequestState.WAITING and is_other:
        request.step, request.moved_on = RequestStep.UNIT_LEAD, local_day()


def approve_channel(channel: Channel) -> None:
    """Bring a proposed channel into use.

    An approval is for a time (R72): the channel is looked at again when the policy says, or sooner.
    Raises `NothingToApprove` for any other, or one that hides whose it is (R67).
    """
    if channel.state is not ChannelState.PROPOSED or not channel.disclosure.get("fi"):
        raise NothingToApprove
    channel.state = ChannelState.APPROVED
    latest = local_day(policy().channels.review_after.after(now()))
    channel.review_on = min(channel.review_on or latest, latest)


def _sooner(approved_until: date | None, wished: date | None) -> date | None:
    """A form may bring the day of the next look nearer, never put it off (R72)."""
    known = [day for day in (approved_until, wished) if day is not None]
    return min(known) if known else None


def _mark_end(channel: Channel) -> None:
    """Remember the day a channel was closed: from then on its retention is counted."""
    is_over = channel.state is ChannelState.CLOSED
    channel.closed_on = (channel.closed_on or local_day()) if is_over else None


def save_campaign(
    session: Session, plan: CampaignPlan, *, organisation_id: UUID, campaign: Campaign | None = None
) -> Campaign:
    """Make a campaign, or change the given one. Raises `EndsBeforeItStarts`."""
    if plan.ends_on is not None and plan.ends_on < plan.starts_on:
        raise EndsBeforeItStarts

    saved = campaign or Campaign(
        organisation_id=organisation_id, title=plan.title, goal=plan.goal, starts_on=plan.starts_on
    )
    saved.sqlmodel_update(asdict(plan))
    session.add(saved)
    return saved


def log_change(session: Session, campaign: Campaign, told: ChangeTold) -> Change:
    """Write down what was changed in a campaign and which feedback caused it (R34)."""
    written = Change(campaign_id=campaign.id, **asdict(told))
    session.add(written)
    return written


def look_back(campaign: Campaign, *, happened: str, next_step: str) -> None:
    """Tell what happened and what is done next, once a campaign is over. Raises `NotOverYet`."""
    if not campaign.is_over(local_day()):
        raise NotOverYet
    campaign.happened, campaign.next_step = happened, next_step
    campaign.looked_back_on = local_day()
