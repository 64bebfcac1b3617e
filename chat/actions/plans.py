"""A plan with somebody who comes often: written with them, agreed on by those who answer.

It hangs on the return code and on nothing else: who has none cannot have a plan, and whoever gives
the code up has none any more. The visitor reads it at `/chat/stored` and may delete it.
"""

from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlmodel import Session, col

from chat.access import PLAN, access_conversation
from chat.actions.sealing import require_sealed
from chat.actions.together import named, own_open
from chat.bodies import at_rest, key_of
from chat.errors import NoReturnCodes, NoSuchPlan, SwitchedOff, TooFewVisits
from chat.models import Conversation, Plan, PlanAgreement
from chat.queries.plans import latest_review, may_have_plan, plan_of, plan_row
from chat.queries.returning import has_code
from chat.schemas.plan import NewPlan
from core import clock
from core.errors import BadInput
from core.identity import Actor
from policies.actions import audit
from policies.queries import policy


def write_plan(session: Session, actor: Actor, new: NewPlan) -> None:
    """Write the plan of one's conversation, in place of the one before; one agrees to it oneself.

    Raises `NoSuchConversation`, `ConversationIsClosed`, `SwitchedOff`, `NoReturnCodes`,
    `TooFewVisits`, `TooLong` above 8 kB, `BadInput` for a review that is past or after its end,
    `MustBeSealed`.
    """
    body = new.sealed.raw
    conversation = own_open(session, actor, new.conversation_id)
    _require_plans(session, conversation)
    require_sealed(conversation, new.sealed.alg)
    if not clock.local_day() < new.review_on <= latest_review():
        raise BadInput
    drop_plan(session, conversation.id)
    plan_id = uuid4()
    session.add(
        Plan(
            id=plan_id,
            conversation_id=conversation.id,
            written_by=actor.known_id,
            alg=new.sealed.alg,
            body=at_rest(key_of(conversation.id), conversation.id, plan_id, body),
            review_on=new.review_on,
        )
    )
    session.flush()
    session.add(PlanAgreement(plan_id=plan_id, worker_id=actor.known_id))
    audit(session, actor, PLAN.name, named(conversation), reason="written")


def agree_to_plan(session: Session, actor: Actor, conversation_id: UUID, plan_id: UUID) -> None:
    """Say that one goes by the plan that one has read; said twice, it is said once.

    Raises `NoSuchConversation`, `ConversationIsClosed`, `NoSuchPlan`.
    """
    own_open(session, actor, conversation_id)
    found = plan_of(session, conversation_id)
    if found is None or found.id != plan_id:
        raise NoSuchPlan
    if actor.id not in found.worker_ids:
        session.add(PlanAgreement(plan_id=plan_id, worker_id=actor.known_id))


def delete_plan(session: Session, actor: Actor, conversation_id: UUID) -> None:
    """Delete the plan of one's conversation: its responder may, and its visitor at any time.

    Raises `NoSuchConversation`, `NoSuchPlan`.
    """
    conversation = access_conversation(session, actor, conversation_id)
    if plan_row(session, conversation.id) is None:
        raise NoSuchPlan
    drop_plan(session, conversation.id)
    audit(session, actor, PLAN.name, named(conversation), reason="deleted")


def drop_plan(session: Session, conversation_id: UUID) -> None:
    """Delete a plan with its agreements, if there is one."""
    own = delete(Plan).where(col(Plan.conversation_id) == conversation_id)
    session.connection().execute(own)


def _require_plans(session: Session, conversation: Conversation) -> None:
    if not policy().chat.plan.enabled:
        raise SwitchedOff
    if not has_code(session, conversation.id):
        raise NoReturnCodes
    if not may_have_plan(session, conversation.id):
        raise TooFewVisits
