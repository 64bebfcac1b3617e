"""Who must hear what happened: both sides of a conversation, the desks and the waiting room."""

from uuid import UUID

from sqlmodel import select

from chat import queries
from chat.events import (
    ConversationClosed,
    ConversationOpened,
    MessagePosted,
    QueueChanged,
    ReturnedToQueue,
    SafetyChanged,
    VisitorCalled,
)
from chat.listeners.waiting_room import tell_queue
from chat.models import Conversation
from chat.schemas import State
from chat.sockets import desk_of, room_of
from chat.transcript import view
from core.db import reading
from core.events import listens
from core.house import house
from core.identity import Actor, Kind
from core.realtime import comes, goes
from scheduling.events import DutyBegan, DutyEnded


@listens(MessagePosted)
def _tell_message(posted: MessagePosted) -> None:
    house().live.tell(room_of(posted.conversation_id), "message", view(posted))


@listens(ConversationOpened)
def _tell_opened(opened: ConversationOpened) -> None:
    house().live.enter(opened.responder_id, room_of(opened.conversation_id))
    tell_state(opened.conversation_id)


@listens(ReturnedToQueue)
def _tell_returned(returned: ReturnedToQueue) -> None:
    """Who was there before hears nothing of what comes, unless they take the visitor again."""
    for worker_id in returned.workers:
        house().live.leave(worker_id, room_of(returned.conversation_id))
    tell_state(returned.conversation_id)


@listens(VisitorCalled)
def _tell_called(called: VisitorCalled) -> None:
    house().live.enter(called.responder_id, room_of(called.conversation_id))
    tell_state(called.conversation_id)


@listens(ConversationClosed)
def _tell_closed(closed: ConversationClosed) -> None:
    tell_state(closed.conversation_id)


def tell_state(conversation_id: UUID) -> None:
    """Tell everybody in a conversation how it stands."""
    with reading() as session:
        conversation = session.get(Conversation, conversation_id)
        if conversation:
            state = queries.conversation_view(session, conversation)
            house().live.tell(room_of(conversation_id), "state", state)


@listens(QueueChanged)
def _tell_queue(changed: QueueChanged) -> None:
    tell_queue(changed.line_id)


@listens(SafetyChanged)
def _tell_board(changed: SafetyChanged) -> None:
    """The board looks again at the hint of a queue; those who wait have nothing to hear."""
    house().live.tell(desk_of(changed.line_id), "queue", {"line_id": str(changed.line_id)})


@listens(DutyBegan)
def _duty_began(began: DutyBegan) -> None:
    tell_queue(began.line_id)


@listens(DutyEnded)
def _duty_ended(ended: DutyEnded) -> None:
    tell_queue(ended.line_id)


@comes
def _came(actor: Actor) -> None:
    _tell_presence(actor, here=True)


@goes
def _went(actor: Actor) -> None:
    _tell_presence(actor, here=False)


def _tell_presence(actor: Actor, *, here: bool) -> None:
    if actor.kind is Kind.VISITOR and actor.id:
        conversations, author = [actor.id], "visitor"
    else:
        author = "responder"
        with reading() as session:
            own = select(Conversation.id).where(
                Conversation.responder_id == actor.id, Conversation.state == State.OPEN
            )
            conversations = list(session.exec(own).all())
    for one in conversations:
        house().live.tell(
            room_of(one), "presence", {"conversation_id": str(one), "author": author, "here": here}
        )
