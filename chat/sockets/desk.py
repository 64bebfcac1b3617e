"""Live events of the desk; each is explained in `docs/protocol.md`."""

from typing import Any

from chat import actions, queries
from chat.access import CLAIM, CLASSIFY, DESK, access_waiting
from chat.schemas import (
    About,
    Braking,
    Classify,
    Desk,
    Override,
)
from chat.sockets.doors import on
from chat.transcript import stamp
from core.db import reading, transaction
from core.house import house
from core.identity import Actor
from policies.actions import audit_reading
from policies.guard.overrides import count_override


@on("desk", Desk, allows=DESK)
def desk(actor: Actor, asked: Desk) -> dict[str, Any]:
    """Give the queues of one's lines and one's own conversations."""
    with reading() as session:
        return queries.desk_view(session, actor, asked.lang)


@on("claim", About, allows=CLAIM)
def claim(actor: Actor, about: About) -> dict[str, Any]:
    """Take a waiting conversation."""
    with transaction() as session:
        conversation = access_waiting(session, actor, about.conversation_id)
        is_here = house().live.is_here(conversation.id)
        actions.claim(session, actor, conversation, is_here=is_here)
        audit_reading(session, actor, CLAIM.name, "conversation", conversation.id)
        session.refresh(conversation)
        return queries.conversation_view(session, conversation)


@on("brake", Braking, allows=CLAIM)
def brake(actor: Actor, said: Braking) -> dict[str, Any]:
    """Take nobody more for now, or again."""
    with transaction() as session:
        until = actions.brake(session, actor, is_on=said.is_on)
    return {"brake_until": stamp(until) if until else None}


@on("override", Override, allows=DESK)
def override(_actor: Actor, wanted: Override) -> None:
    """Count that a worker asks for what must not be asked; nothing about whom or where is kept."""
    with transaction() as session:
        count_override(session, wanted.asked, wanted.reason)


@on("classify", Classify, allows=CLASSIFY)
def classify(actor: Actor, said: Classify) -> None:
    """Say which class the outcome is."""
    with transaction() as session:
        actions.classify(session, actor, said.conversation_id, str(said.outcome))
