"""The live event of a reaction to a service card; it is explained in `docs/protocol.md`."""

from typing import Any

from chat.access import FEEDBACK
from chat.actions import reacting
from chat.schemas.reacting import NewReaction
from chat.sockets.doors import on
from core.db import transaction
from core.identity import Actor


@on("react", NewReaction, allows=FEEDBACK)
def react(actor: Actor, new: NewReaction) -> dict[str, Any]:
    """Say what came of a service that was named."""
    with transaction() as session:
        return {"seq": reacting.react(session, actor, new)}
