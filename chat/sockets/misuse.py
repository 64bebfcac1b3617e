"""The live event that ends a conversation as misuse; explained in `docs/protocol.md`."""

from typing import Any

from chat import queries
from chat.access import CLASSIFY, access_conversation
from chat.actions.misuse import end_misused
from chat.gate import gate
from chat.schemas import About
from chat.sockets.doors import on
from core.db import transaction
from core.identity import Actor


@on("misuse", About, allows=CLASSIFY)
def misuse(actor: Actor, about: About) -> dict[str, Any]:
    """End one's own conversation as misuse; its network cools down where the policy says so."""
    with transaction() as session:
        end_misused(session, actor, about.conversation_id)
        conversation = access_conversation(session, actor, about.conversation_id)
        view = queries.conversation_view(session, conversation)
    gate.cool_down(about.conversation_id)
    return view
