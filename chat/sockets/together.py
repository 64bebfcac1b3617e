"""Live events of more than two in a conversation; each is explained in `docs/protocol.md`."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from chat import queries
from chat.access import DESK, HAND_OVER, JOIN, TALK, access_invitation
from chat.actions import promises, together
from chat.errors import NoSuchColleague
from chat.queries.promises import promises_view
from chat.schemas import About, Desk
from chat.schemas.together import Answer, HandOver, Invite, Leave, LetIn, Promising, ToQueue
from chat.sockets.doors import on, room_of
from core import clock
from core.db import reading, transaction
from core.identity import Actor, Kind
from core.realtime import rooms_of
from policies.actions import audit_reading


def worker_room(worker_id: UUID) -> str:
    """Name the room that a worker alone hears."""
    return f"worker:{worker_id}"


@rooms_of
def _rooms(session: Session, actor: Actor) -> list[str]:
    """A worker hears what concerns them, and the conversations that they were let into."""
    if actor.kind is not Kind.WORKER or actor.id is None:
        return []
    return [
        worker_room(actor.id),
        *(room_of(one) for one in session.exec(queries.here_in(actor.id)).all()),
    ]


@on("beside", Desk, allows=DESK)
def beside(actor: Actor, asked: Desk) -> dict[str, Any]:
    """Give what is underway around one: invitations to answer, and those one has made."""
    with reading() as session:
        told = promises_view(session, actor.known_id, asked.lang)
        return {**queries.beside_view(session, actor.known_id, asked.lang), "promises": told}


@on("promise", Promising, allows=HAND_OVER)
def promise(actor: Actor, wanted: Promising) -> None:
    """End a visit with the promise to go on at a time."""
    at = wanted.at.replace(tzinfo=clock.HELSINKI)
    with transaction() as session:
        promises.promise(session, actor, wanted.conversation_id, at)


@on("colleagues", About, allows=HAND_OVER)
def colleagues(actor: Actor, about: About) -> dict[str, Any]:
    """List whom one may ask into one's conversation."""
    with reading() as session:
        conversation = together.own_open(session, actor, about.conversation_id)
        found = queries.colleagues_view(session, conversation, actor.known_id)
    return {"colleagues": found}


@on("invite", Invite, allows=HAND_OVER)
def invite(actor: Actor, wanted: Invite) -> dict[str, Any]:
    """Ask a colleague into one's conversation."""
    with transaction() as session:
        return {"invitation_id": str(together.invite(session, actor, wanted))}


@on("answer", Answer, allows=JOIN)
def answer(actor: Actor, said: Answer) -> None:
    """Say yes or no to a colleague's invitation."""
    with transaction() as session:
        one, conversation = access_invitation(session, actor, said.invitation_id)
        together.answer(session, actor, one, conversation, yes=said.yes)


@on("let_in", LetIn, allows=TALK)
def let_in(actor: Actor, said: LetIn) -> None:
    """Let somebody into one's conversation, or not."""
    with transaction() as session:
        one, conversation = access_invitation(session, actor, said.invitation_id)
        if actor.kind is not Kind.VISITOR:
            raise NoSuchColleague  # whoever asked does not answer
        together.let_in(session, one, conversation, yes=said.yes, box=said.box)


@on("leave", Leave, allows=TALK)
def leave(actor: Actor, which: Leave) -> None:
    """Take an invitation back, leave a conversation one was let into, or ask somebody to leave."""
    with transaction() as session:
        one, _conversation = access_invitation(session, actor, which.invitation_id)
        together.leave(session, actor, one)


@on("hand_over", HandOver, allows=HAND_OVER)
def hand_over(actor: Actor, to: HandOver) -> None:
    """Give one's conversation to the colleague who has come into it."""
    with transaction() as session:
        one, conversation = access_invitation(session, actor, to.invitation_id)
        together.hand_over(session, actor, one, conversation)


@on("to_queue", ToQueue, allows=HAND_OVER)
def to_queue(actor: Actor, wanted: ToQueue) -> None:
    """Put one's conversation at the front of its queue."""
    with transaction() as session:
        conversation = together.own_open(session, actor, wanted.conversation_id)
        together.to_queue(session, conversation, actor.known_id, wanted.because, wanted.given)
        audit_reading(session, actor, HAND_OVER.name, "conversation", conversation.id)
