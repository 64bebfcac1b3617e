"""Live events of a plan with somebody who comes often; each is explained in `docs/protocol.md`."""

from typing import Any

from chat.access import PLAN
from chat.actions import plans
from chat.actions.together import own_open
from chat.queries.plans import plan_view
from chat.schemas import About
from chat.schemas.plan import NewPlan, ThisPlan
from chat.sockets.doors import on
from core.db import reading, transaction
from core.identity import Actor


@on("plan", About, allows=PLAN)
def plan(actor: Actor, about: About) -> dict[str, Any]:
    """Give the plan of one's conversation, and whether one may be written."""
    with reading() as session:
        own_open(session, actor, about.conversation_id)
        return plan_view(session, about.conversation_id, actor.known_id)


@on("write_plan", NewPlan, allows=PLAN)
def write_plan(actor: Actor, new: NewPlan) -> None:
    """Write the plan, in place of the one before."""
    with transaction() as session:
        plans.write_plan(session, actor, new)


@on("agree_to_plan", ThisPlan, allows=PLAN)
def agree_to_plan(actor: Actor, which: ThisPlan) -> None:
    """Say that one goes by the plan that one has read."""
    with transaction() as session:
        plans.agree_to_plan(session, actor, which.conversation_id, which.plan_id)


@on("delete_plan", About, allows=PLAN)
def delete_plan(actor: Actor, about: About) -> None:
    """Delete the plan."""
    with transaction() as session:
        plans.delete_plan(session, actor, about.conversation_id)
