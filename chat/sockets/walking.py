"""The live event that asks who could walk along; it is explained in `docs/protocol.md`."""

from typing import Any

from chat.access import REFER, access_conversation
from chat.queries.walking import walk_of
from chat.schemas import About
from chat.sockets.doors import on
from core.db import reading
from core.identity import Actor


@on("walk", About, allows=REFER)
def walk(actor: Actor, about: About) -> dict[str, Any]:
    """Give times at which somebody could come along, for a card that accompanies."""
    with reading() as session:
        conversation = access_conversation(session, actor, about.conversation_id)
        return {"walk": walk_of(session, conversation)}
