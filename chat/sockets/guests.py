"""Live events of guests from another service; each is explained in `docs/protocol.md`."""

from typing import Any

from chat.access import HAND_OVER, JOIN
from chat.actions import guests
from chat.schemas import About
from chat.schemas.together import ComeAsGuest
from chat.sockets.doors import on
from chat.transcript import stamp
from core.db import transaction
from core.identity import Actor


@on("guest_link", About, allows=HAND_OVER)
def guest_link(actor: Actor, about: About) -> dict[str, Any]:
    """Make the link for a worker of another service; it is shown this once."""
    with transaction() as session:
        token, until = guests.make_link(session, actor, about.conversation_id)
    return {"token": token, "until": stamp(until)}


@on("come_as_guest", ComeAsGuest, allows=JOIN)
def come_as_guest(actor: Actor, wanted: ComeAsGuest) -> dict[str, Any]:
    """Use a link: what it asks is then in `beside`, to be answered."""
    with transaction() as session:
        return {"invitation_id": str(guests.use_link(session, actor, wanted.token))}
