"""Live events of a step-up; each is explained in `docs/protocol.md`."""

from typing import Any

from chat.access import STEP_UP, TALK, access_conversation
from chat.actions.step_up import ask_step_up, end_step_up
from chat.queries.step_up import step_up_view
from chat.schemas import About
from chat.schemas.step_up import AskStepUp
from chat.sockets.doors import on
from core.db import reading, transaction
from core.identity import Actor
from policies.actions import audit_reading


@on("ask_step_up", AskStepUp, allows=STEP_UP)
def ask(actor: Actor, asked: AskStepUp) -> dict[str, Any]:
    """Ask the visitor to prove who they are."""
    with transaction() as session:
        conversation = access_conversation(session, actor, asked.conversation_id)
        ask_step_up(session, actor, conversation, asked.reason)
        return step_up_view(session, actor, conversation)


@on("step_up", About, allows=TALK)
def look(actor: Actor, about: About) -> dict[str, Any]:
    """Give what one's own side sees; that a worker saw a person is in the log, once a day."""
    with reading() as session:
        conversation = access_conversation(session, actor, about.conversation_id)
        view = step_up_view(session, actor, conversation)
    if view.get("person"):
        with transaction() as session:
            audit_reading(session, actor, STEP_UP.name, "identity", about.conversation_id)
    return view


@on("end_step_up", About, allows=TALK)
def end(actor: Actor, about: About) -> dict[str, Any]:
    """Say no, take the question back, or take the identity out of sight."""
    with transaction() as session:
        conversation = access_conversation(session, actor, about.conversation_id)
        end_step_up(session, actor, conversation)
        return step_up_view(session, actor, conversation)
