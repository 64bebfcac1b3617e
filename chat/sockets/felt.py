"""The live event of the responder's own feedback; explained in `docs/protocol.md`."""

from chat.access import CLASSIFY
from chat.actions.felt import say_how_it_went
from chat.schemas.feedback import HowItWent
from chat.sockets.doors import on
from core.db import transaction
from core.identity import Actor


@on("how_it_went", HowItWent, allows=CLASSIFY)
def how_it_went(actor: Actor, said: HowItWent) -> None:
    """Count how a conversation went from the responder's side."""
    with transaction() as session:
        say_how_it_went(session, actor, said)
