"""Reads of plans with somebody who comes often."""

import base64
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from chat.bodies import from_rest, key_of
from chat.models import Plan, PlanAgreement, Visit
from chat.queries.returning import has_code
from core import clock
from organisation.queries import shown_names
from policies.queries import policy

PLAN = "chat.plan"


@dataclass(frozen=True)
class PlanShown:
    """A plan as its two sides read it: an envelope, who agreed, and how long it holds."""

    id: UUID
    sealed: dict[str, str]
    name: str
    agreed: tuple[str, ...]
    worker_ids: tuple[UUID, ...]
    written_on: date
    review_on: date
    ends_on: date | None

    @property
    def is_due(self) -> bool:
        """Whether it is time to look at it again."""
        return self.review_on <= clock.local_day()


def plan_row(session: Session, conversation_id: UUID) -> Plan | None:
    """Find the plan of a conversation whose time is not over."""
    found = session.exec(select(Plan).where(Plan.conversation_id == conversation_id)).first()
    until = ends_at(found.written_at) if found else None
    return None if until and until <= clock.now() else found


def plan_of(session: Session, conversation_id: UUID) -> PlanShown | None:
    """Give the plan of a conversation, opened down to what the browser sealed."""
    found = plan_row(session, conversation_id)
    if found is None:
        return None
    plain = from_rest(key_of(conversation_id), conversation_id, found.id, found.body)
    agreed = session.exec(
        select(PlanAgreement.worker_id).where(PlanAgreement.plan_id == found.id)
    ).all()
    called = shown_names(session, [found.written_by, *agreed])
    until = ends_at(found.written_at)
    return PlanShown(
        id=found.id,
        sealed={"alg": found.alg, "body": base64.b64encode(plain).decode()},
        name=called.get(found.written_by, ""),
        agreed=tuple(called[one] for one in agreed if one in called),
        worker_ids=(found.written_by, *agreed),
        written_on=clock.local_day(found.written_at),
        review_on=found.review_on,
        ends_on=clock.local_day(until) if until else None,
    )


def plan_view(session: Session, conversation_id: UUID, worker_id: UUID) -> dict[str, Any]:
    """Give what the desk shows: the plan, and whether one may be written here."""
    found = plan_of(session, conversation_id)
    return {
        "plan": _view(found, worker_id) if found else None,
        "may_write": may_have_plan(session, conversation_id),
        "review_on": next_review().isoformat(),
        "latest_review": latest_review().isoformat(),
    }


def _view(found: PlanShown, worker_id: UUID) -> dict[str, Any]:
    return {
        "plan_id": str(found.id),
        "sealed": found.sealed,
        "name": found.name,
        "agreed": list(found.agreed),
        "i_agree": worker_id in found.worker_ids,
        "written_on": found.written_on.isoformat(),
        "review_on": found.review_on.isoformat(),
        "ends_on": found.ends_on.isoformat() if found.ends_on else None,
        "is_due": found.is_due,
    }


def may_have_plan(session: Session, conversation_id: UUID) -> bool:
    """Whether there may be a plan: the policy has them, the visitor a code and enough visits."""
    rules = policy().chat.plan
    if not rules.enabled or not has_code(session, conversation_id):
        return False
    return visits(session, conversation_id) >= rules.from_visits


def visits(session: Session, conversation_id: UUID) -> int:
    """Count the visits of a conversation, the present one included."""
    earlier = select(func.count()).where(col(Visit.conversation_id) == conversation_id)
    return session.exec(earlier).one() + 1


def ends_at(written_at: datetime) -> datetime | None:
    """Say when a plan goes that nobody writes anew."""
    keep = policy().retention[PLAN].keep
    return keep.after(written_at) if keep else None


def next_review() -> date:
    """Give the day on which a plan of today is looked at again, as the policy has it."""
    return clock.local_day(policy().chat.plan.review_after.after(clock.now()))


def latest_review() -> date:
    """Give the last day on which a plan of today is still there to be looked at."""
    until = ends_at(clock.now())
    return clock.local_day(until) - timedelta(days=1) if until else date.max
