"""After a heavy duty: what a worker is offered on their own page, and nobody else sees (R48)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from core import clock
from organisation import queries as organisation
from policies.queries import policy
from scheduling.heavy import heavy_among
from scheduling.hours import Span
from scheduling.queries.training import meetings
from scheduling.schemas import MyDuty
from scheduling.states import DutyState
from scheduling.training import MeetingKind


@dataclass(frozen=True)
class Debrief:
    """A heavy duty that has ended: whom to call, and the next duty if it leaves little rest."""

    duty: MyDuty
    coordinators: Sequence[str]
    number: str
    too_soon: MyDuty | None
    meeting_at: datetime | None


def debrief(
    session: Session, worker_id: UUID, organisation_id: UUID | None, duties: Iterable[MyDuty]
) -> Debrief | None:
    """Give what is offered after the latest heavy duty, for as long as the policy says."""
    known = list(duties)
    rules, at = policy().roster, clock.now()
    ended = [
        one
        for one in known
        if one.state is DutyState.DONE
        and one.ends_at <= at < rules.debrief_shown.after(one.ends_at)
    ]
    spans = [Span(one.starts_at, one.ends_at) for one in ended]
    heavy = heavy_among(session, worker_id, spans)
    latest = max(heavy, default=None, key=lambda span: span.ends_at)
    if latest is None:
        return None
    duty = next(one for one in ended if Span(one.starts_at, one.ends_at) == latest)
    return Debrief(
        duty=duty,
        coordinators=sorted(organisation.coordinators_in(session, organisation_id).values()),
        number=rules.debrief_call,
        too_soon=_too_soon(known, at, rules.debrief_rest.after(latest.ends_at)),
        meeting_at=_meeting(session, organisation_id, worker_id),
    )


def _too_soon(duties: Iterable[MyDuty], at: datetime, rested: datetime) -> MyDuty | None:
    """Give the next duty when it begins before the advised rest is over."""
    coming = (
        one for one in duties if one.state is DutyState.CLAIMED and at < one.starts_at < rested
    )
    return min(coming, default=None, key=lambda one: one.starts_at)


def _meeting(session: Session, organisation_id: UUID | None, worker_id: UUID) -> datetime | None:
    """Say when the next debrief or supervision is that the worker could join."""
    if organisation_id is None:
        return None
    talks = {MeetingKind.DEBRIEF, MeetingKind.SUPERVISION}
    ahead = (
        one.meeting.starts_at
        for one in meetings(session, organisation_id, worker_id)
        if one.meeting.kind in talks and one.meeting.starts_at > clock.now()
    )
    return min(ahead, default=None)
