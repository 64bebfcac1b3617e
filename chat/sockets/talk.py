"""Live events of a conversation; each is explained in `docs/protocol.md`."""

from typing import Any

from sqlmodel import Session

from chat import actions, messages, queries, transcript
from chat.access import CLASSIFY, REFER, TALK, access_conversation, access_room
from chat.errors import ConversationIsClosed
from chat.looking import looking_into
from chat.models import Conversation
from chat.schemas import (
    About,
    Attach,
    MessageKind,
    NewCard,
    NewMessage,
    Seen,
    Since,
    State,
    Typing,
    Withdraw,
)
from chat.sockets.doors import on, on_many, room_of
from core.db import reading, transaction
from core.doors import Asked
from core.errors import Refusal
from core.house import house
from core.identity import Actor, Kind
from guidance.actions import refer as count_referral


@on_many("post", NewMessage, allows=TALK)
def post(session: Session, asked: list[Asked]) -> list[dict[str, Any] | Refusal]:
    """Add messages; each is acknowledged with its sequence number once it is in the database."""
    posts = [
        messages.Post(actor, new.conversation_id, new.client_id, new.sealed) for actor, new in asked
    ]
    return [
        one if isinstance(one, Refusal) else {"seq": one}
        for one in messages.post_all(session, posts)
    ]


@on("attach", Attach, allows=TALK)
def attach(actor: Actor, new: Attach) -> dict[str, Any]:
    """Add the message that shows a picture or a voice message whose bytes are here already."""
    with transaction() as session:
        actions.require_own(session, actor, new.conversation_id, new.client_id, new.kind)
        seq = messages.post(
            session,
            actor,
            new.conversation_id,
            new.client_id,
            new.sealed,
            kind=MessageKind(new.kind),
        )
    return {"seq": seq}


@on("sync", Since, allows=TALK)
def sync(actor: Actor, since: Since) -> dict[str, Any]:
    """Give what came after a sequence number, and the conversation's state."""
    with looking_into(actor, since.conversation_id) as session:
        conversation = access_room(session, actor, since.conversation_id)
        answer = {
            **queries.conversation_view(session, conversation),
            "messages": transcript.since(session, conversation, since.after),
            "withdrawn": transcript.withdrawn(session, conversation),
            "here": _other_is_here(actor, conversation),
        }
        if conversation.state == State.WAITING:
            queue = queries.queue_of(session, queries.line_of(session, conversation))
            answer["waiting"] = queries.waiting_view(queue, conversation.id)
    return answer


def _other_is_here(actor: Actor, conversation: Conversation) -> bool | None:
    """Whether the other side is connected; None while there is no other side."""
    other = conversation.responder_id if actor.kind is Kind.VISITOR else conversation.id
    return house().live.is_here(other) if other else None


@on("typing", Typing, allows=TALK, cost=0.5)
def typing(actor: Actor, now: Typing) -> None:
    """Tell the other side that one is writing; nothing is kept."""
    with reading() as session:
        if not access_room(session, actor, now.conversation_id, to_write=True).is_live:
            raise ConversationIsClosed
    author = "visitor" if actor.kind is Kind.VISITOR else "responder"
    room = room_of(now.conversation_id)
    house().live.tell(
        room, "typing", {"conversation_id": str(now.conversation_id), "author": author}
    )


@on("seen", Seen, allows=TALK, cost=0.5)
def seen(actor: Actor, mark: Seen) -> None:
    """Note how far one has read, and tell both sides; the client's acknowledgement of messages."""
    with transaction() as session:
        actions.see(session, actor, mark.conversation_id, mark.seq)


@on("withdraw", Withdraw, allows=TALK)
def withdraw(actor: Actor, wanted: Withdraw) -> dict[str, Any]:
    """Destroy the body of one's own last message."""
    with transaction() as session:
        seq, was_seen = actions.withdraw(session, actor, wanted.conversation_id, wanted.client_id)
    return {"seq": seq, "was_seen": was_seen}


@on("close", About, allows=TALK)
def close(actor: Actor, about: About) -> dict[str, Any]:
    """End the conversation, from either side."""
    with transaction() as session:
        conversation = access_conversation(session, actor, about.conversation_id)
        actions.close(session, actor, conversation)
        session.refresh(conversation)
        return queries.conversation_view(session, conversation)


@on("agree", NewMessage, allows=CLASSIFY)
def agree(actor: Actor, new: NewMessage) -> dict[str, Any]:
    """Write down what was agreed, for the visitor to see when the conversation has ended."""
    with transaction() as session:
        access_conversation(session, actor, new.conversation_id)
        seq = messages.post(
            session,
            actor,
            new.conversation_id,
            new.client_id,
            new.sealed,
            kind=MessageKind.AGREED,
        )
    return {"seq": seq}


@on("refer", NewCard, allows=REFER)
def refer(actor: Actor, card: NewCard) -> dict[str, Any]:
    """Send a card and count the referral, without the person and once; a guide's is none."""
    with transaction() as session:
        conversation = access_room(session, actor, card.conversation_id, to_write=True)
        before = conversation.last_seq
        seq = messages.post(
            session, actor, card.conversation_id, card.client_id, card.sealed, kind=MessageKind.CARD
        )
        if seq > before and card.service_id and card.kind:
            count_referral(
                session, service_id=card.service_id, line_id=conversation.line_id, kind=card.kind
            )
    return {"seq": seq}
