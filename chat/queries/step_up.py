"""What each side sees of a step-up."""

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, select

from chat.bodies import from_rest, key_of
from chat.errors import ConversationIsClosed
from chat.models import Conversation, StepUp
from chat.schemas.step_up import StepUpState
from chat.transcript import stamp
from core import clock
from core.crypto import Sealed, unseal
from core.house import house
from core.identity import Actor, Kind
from organisation.queries import line as line_by_id
from organisation.queries import shown_names
from policies.queries import policy

if TYPE_CHECKING:
    from organisation.models import Line


def is_offered(line: "Line") -> bool:
    """Whether visitors of a line may be asked: the policy names it, and there is a provider."""
    has_provider = house().app.extensions.get("step_up_provider") is not None
    return has_provider and line.slug in policy().stepup.visitor.lines


def step_up_of(session: Session, conversation_id: UUID) -> StepUp | None:
    """Give the asking of a conversation, if there has been one."""
    wanted = select(StepUp).where(StepUp.conversation_id == conversation_id)
    return session.exec(wanted).first()


def step_up_view(session: Session, actor: Actor, conversation: Conversation) -> dict[str, Any]:
    """Give what one side sees (`docs/protocol.md`, `step_up`); only who asked sees the person."""
    rule = policy().stepup.visitor
    held = step_up_of(session, conversation.id)
    about = {
        "conversation_id": str(conversation.id),
        "offered": actor.kind is Kind.WORKER
        and is_offered(line_by_id(session, conversation.line_id)),
        "claims": list(rule.claims),
        "minutes": rule.shown.hours * 60 + rule.shown.minutes,
        "reasons": list(rule.triggers),
    }
    if held is None:
        return {**about, "state": None}
    is_shown = held.shown_until is not None and held.shown_until > clock.now()
    over = held.state is StepUpState.SHOWN and not is_shown
    return {
        **about,
        "state": str(StepUpState.OVER if over else held.state),
        "reason": held.reason,
        "asked_by": shown_names(session, [held.asked_by]).get(held.asked_by, ""),
        "shown_until": stamp(held.shown_until) if held.shown_until and is_shown else None,
        "person": _person(held) if is_shown and actor.id == held.asked_by else None,
    }


def _person(held: StepUp) -> dict[str, str] | None:
    if held.person is None:
        return None
    try:
        inner = unseal(house().keys.get(held.id), held.person, held.id.bytes)
        plain = from_rest(key_of(held.conversation_id), held.conversation_id, held.id, inner)
    except (Sealed, ConversationIsClosed):
        return None
    return dict(json.loads(plain))
