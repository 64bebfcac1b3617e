"""Live events of the desk; each is explained in `docs/protocol.md`."""

from typing import Any

from chat import actions, queries
from chat.access import CLAIM, CLASSIFY, DESK, FLAG, access_conversation, access_waiting
from chat.errors import NoSuchConversation
from chat.schemas import (
    About,
    Braking,
    Classify,
    Desk,
    Override,
)
from chat.schemas.closing import InLanguage, OfLine, Raise, SumUp, Tick
from chat.sockets.doors import on
from chat.transcript import stamp
from core.db import reading, transaction
from core.house import house
from core.i18n import pick
from core.identity import Actor
from organisation.queries import line
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


@on("sum_up", SumUp, allows=CLASSIFY)
def sum_up(actor: Actor, said: SumUp) -> None:
    """Say everything about a conversation that has ended."""
    with transaction() as session:
        actions.sum_up(session, actor, said)


@on("ready", OfLine, allows=DESK)
def ready(actor: Actor, asked: OfLine) -> dict[str, Any]:
    """Give what one's line has ready: replies, partners, topics."""
    if asked.line_id not in actor.lines:
        raise NoSuchConversation
    with reading() as session:
        found = line(session, asked.line_id)
        topics = [{"key": one["key"], "text": pick(one, asked.lang)} for one in found.topics]
        return {**queries.ready(session, asked.line_id, asked.lang), "topics": topics}


@on("safety", InLanguage, allows=FLAG)
def safety(actor: Actor, about: InLanguage) -> dict[str, Any]:
    """Give the steps of the line's protocol, and who took which."""
    with reading() as session:
        conversation = access_conversation(session, actor, about.conversation_id)
        return queries.safety_view(session, conversation, about.lang)


@on("flag", Raise, allows=FLAG)
def flag(actor: Actor, said: Raise) -> None:
    """Raise the safeguarding flag, or take it back."""
    with transaction() as session:
        deed = actions.raise_flag if said.is_raised else actions.take_back
        deed(session, actor, said.conversation_id)


@on("tick", Tick, allows=FLAG)
def tick(actor: Actor, said: Tick) -> None:
    """Say that a step of the protocol has been taken, or has not."""
    with transaction() as session:
        actions.tick(session, actor, said.conversation_id, said.step, is_done=said.is_done)
