"""Live events of a packet for a service; each is explained in `docs/protocol.md`."""

from typing import Any

from chat.access import FEEDBACK, REFER
from chat.actions import packets
from chat.schemas import NewMessage
from chat.schemas.packets import NewRelease
from chat.sockets.doors import on
from core.db import transaction
from core.identity import Actor


@on("draft_packet", NewMessage, allows=REFER)
def draft_packet(actor: Actor, new: NewMessage) -> dict[str, Any]:
    """Propose to the visitor what a service could be told."""
    with transaction() as session:
        return {"seq": packets.draft(session, actor, new)}


@on("release_packet", NewRelease, allows=FEEDBACK)
def release_packet(actor: Actor, new: NewRelease) -> dict[str, Any]:
    """Let a service know what the visitor has read line by line."""
    with transaction() as session:
        return {"seq": packets.release(session, actor, new)}
