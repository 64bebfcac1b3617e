"""Channel requests: asked with an assessment, decided step by step, looked at again in time."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from core import clock
from core.identity import Actor
from outreach.access import APPROVE, worker_of
from outreach.actions.planning import approve_channel
from outreach.errors import (
    ChangedMeanwhile,
    ExistingChannelFirst,
    NothingToApprove,
    NotThisStep,
    NotYourOwn,
    RequestHasLapsed,
    RequestIsDecided,
)
from outreach.models import Channel, ChannelRequest, RequestDecision
from outreach.queries.records import IN_USE
from outreach.queries.requests import decisions, has_lapsed, request_of
from outreach.schemas import ChannelState
from outreach.schemas.requests import (
    OUTCOME_OF,
    Assessment,
    Criterion,
    Decision,
    RequestState,
    RequestStep,
)
from outreach.seen import asked_for
from policies.actions import audit
from policies.queries import policy


def ask_for_channel(
    session: Session, actor: Actor, channel: Channel, told: Assessment
) -> ChannelRequest:
    """Ask for a proposed channel, or anew for one that waits, was deferred or is proposed again.

    What was decided before stays with its reasons, and the steps begin anew. Raises
    `NothingToApprove`, and `ExistingChannelFirst` where nobody answered whether there is one
    already (R66).
    """
    if channel.state is not ChannelState.PROPOSED:
        raise NothingToApprove
    if policy().channel_request.existing_channel_first and not told.answers[Criterion.EXISTING]:
        raise ExistingChannelFirst
    request = request_of(session, channel.id) or ChannelRequest(
        channel_id=channel.id,
        keeper_id=told.keeper_id,
        asked_by=worker_of(actor),
        moved_on=clock.local_day(),
    )
    request.sqlmodel_update(told.__dict__)
    request.step, request.state = RequestStep.UNIT_LEAD, RequestState.WAITING
    request.moved_on, request.ended_on = clock.local_day(), None
    request.asked_by = worker_of(actor)
    session.add(request)
    return request


def decide_request(  # noqa: PLR0913  a decision is these words
    session: Session,
    actor: Actor,
    channel: Channel,
    decision: Decision,
    *,
    reason: str,
    conditions: str = "",
    review_on: date | None = None,
    seen: str = "",
) -> None:
    """Say a step's word; the last step's yes brings the channel into use (R68).

    What is decided on is what was read: `seen` is the print of it (`outreach.seen.asked_for`), and
    the same word sent twice speaks for one step. Raises `RequestIsDecided`, `RequestHasLapsed`,
    `NotThisStep`, `NotYourOwn`, `ChangedMeanwhile`.
    """
    request = _open_request(session, actor, channel)
    if seen != asked_for(channel, request):
        raise ChangedMeanwhile
    known = decisions(session, request.id)
    session.add(
        RequestDecision(
            request_id=request.id,
            position=len(known),
            step=request.step,
            decision=decision,
            reason=reason,
            conditions=conditions,
            review_on=review_on,
            decided_by=worker_of(actor),
            decided_on=clock.local_day(),
        )
    )
    audit(session, actor, APPROVE.name, f"channel:{channel.id}", reason=f"{decision}: {reason}")
    request.moved_on = clock.local_day()
    if review_on is not None:
        channel.review_on = min(channel.review_on or review_on, review_on)
    _go_on(request, channel, decision)


def _go_on(request: ChannelRequest, channel: Channel, decision: Decision) -> None:
    following = request.step.following
    if decision is Decision.APPROVE and following is not None:
        request.step = following
        return
    if decision is Decision.APPROVE:
        approve_channel(channel)
        channel.checked_on = clock.local_day()
    elif decision is not Decision.DEFER:
        channel.state, channel.closed_on = ChannelState.CLOSED, clock.local_day()
    request.state = OUTCOME_OF.get(decision, RequestState.APPROVED)
    request.ended_on = clock.local_day()


def _open_request(session: Session, actor: Actor, channel: Channel) -> ChannelRequest:
    """Find the request that this worker may decide now."""
    request = request_of(session, channel.id)
    if request is None:
        raise RequestIsDecided
    session.refresh(channel, with_for_update=True)
    session.refresh(request, with_for_update=True)
    if request.state is not RequestState.WAITING:
        raise RequestIsDecided
    if has_lapsed(request):
        raise RequestHasLapsed
    if not may_decide(actor, request.step):
        raise NotThisStep
    if not is_their_turn(session, actor, request):
        raise NotYourOwn
    return request


def is_their_turn(session: Session, actor: Actor, request: ChannelRequest) -> bool:
    """Whether a request's step is this worker's to say: not their own, and security another's."""
    if request.asked_by == actor.id or not may_decide(actor, request.step):
        return False
    if request.step is not RequestStep.SECURITY:
        return True
    said = decisions(session, request.id)
    earlier = {one.decided_by for one in said if one.step is not RequestStep.SECURITY}
    return actor.id not in earlier


def may_decide(actor: Actor, step: RequestStep) -> bool:
    """Whether the policy lets one of the actor's roles decide this step."""
    steps = policy().channel_request.steps
    return bool(actor.roles & set(getattr(steps, step)))


def look_at_channel_again(session: Session, actor: Actor, channel: Channel) -> None:
    """Let an approval go on for as long as the policy says; a dark channel is in use again (R72).

    Raises `NothingToApprove` for one that is not in use or hides whose it is.
    """
    if channel.state not in IN_USE or not channel.disclosure.get("fi"):
        raise NothingToApprove
    channel.review_on = clock.local_day(policy().channels.review_after.after(clock.now()))
    channel.told_on = None
    audit(session, actor, APPROVE.name, f"channel:{channel.id}", reason="looked at again")


def check_disclosure(channel: Channel) -> None:
    """Note that somebody has looked: the channel itself says whose it is (R67)."""
    channel.checked_on = clock.local_day()


def change_keepers(request: ChannelRequest, keeper_id: UUID, backup_id: UUID | None) -> None:
    """Let other workers keep a channel."""
    request.keeper_id, request.backup_id = keeper_id, backup_id
