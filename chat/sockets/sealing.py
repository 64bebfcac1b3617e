"""Live events of keys; each is explained in `docs/protocol.md`."""

from chat.access import TALK
from chat.actions import sealing
from chat.schemas import About
from chat.schemas.sealing import KeepKey
from chat.sockets.doors import on
from core.db import reading, transaction
from core.identity import Actor


@on("key", About, allows=TALK)
def key(actor: Actor, about: About) -> dict[str, str | None]:
    """Give the box with the conversation's key that the worker can open."""
    with reading() as session:
        return sealing.key_here(session, actor, about.conversation_id)


@on("keep_key", KeepKey, allows=TALK)
def keep_key(actor: Actor, kept: KeepKey) -> None:
    """Keep the conversation's key as its responder has sealed it to themselves."""
    with transaction() as session:
        sealing.keep_key(session, actor, kept)
