"""More than two in a conversation: asking, answering, letting in, leaving, handing over.

Nobody comes in before the colleague and the visitor have both said yes (R20; the visitor hears who
it is and why). What may follow what stands in `schemas.together.MAY_FOLLOW`.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from chat.access import HAND_OVER, access_conversation
from chat.actions.rooms import move, remember_responder, see_off_all
from chat.actions.sealing import forget_box, forget_boxes, put_line_box, put_worker_box
from chat.errors import (
    AlreadyAsked,
    AlreadyTaken,
    ColleagueFull,
    ConversationIsClosed,
    NoSuchColleague,
    NoSuchConversation,
    NotHereYet,
    NoWorkerKey,
    SwitchedOff,
)
from chat.events import HandedOver, QueueChanged, RoomChanged, WentBackToQueue, WentOut
from chat.models import Conversation, Participant
from chat.queries import braked, hands
from chat.schemas import State
from chat.schemas.sealing import LineBox
from chat.schemas.together import Because, Invite, RoomPart, Standing
from core import clock
from core.access import may
from core.events import record
from core.identity import Actor, Kind
from organisation.queries import line as line_by_id
from organisation.queries import responders_of, worker_key
from policies.actions import audit
from policies.chain import reference
from policies.queries import policy
from scheduling.seats import one_at_a_time


def invite(session: Session, actor: Actor, wanted: Invite) -> UUID:
    """Ask a colleague of the line into one's conversation; gives the invitation's id.

    Raises `NoSuchConversation`, `ConversationIsClosed`, `NoSuchColleague`, `ColleagueFull`,
    `AlreadyAsked`, `SwitchedOff`, `NoWorkerKey`.
    """
    conversation = own_open(session, actor, wanted.conversation_id)
    colleague = wanted.worker_id
    if wanted.part is RoomPart.SHADOW and not policy().chat.together.shadowing:
        raise SwitchedOff
    if colleague == actor.id or colleague not in responders_of(session, conversation.line_id):
        raise NoSuchColleague
    needs_keys(session, conversation, colleague)
    if wanted.part is RoomPart.JOINING:
        _needs_a_free_hand(session, conversation, colleague)
    asked = Participant(
        conversation_id=conversation.id,
        worker_id=colleague,
        part=wanted.part,
        because=wanted.because,
        asked_by=actor.id,
        expires_at=answer_until(),
    )
    add_once(session, asked)
    audit(session, actor, HAND_OVER.name, named(conversation), reason=f"asked: {wanted.part}")
    record(session, RoomChanged(conversation_id=conversation.id, workers=(colleague,)))
    return asked.id


def let_in(
    session: Session, one: Participant, conversation: Conversation, *, yes: bool, box: str | None
) -> None:
    """Let somebody in or not; with a yes comes the conversation's key, sealed to them.

    Raises `InvitationMoved` when it is not the visitor's turn or too late, `KeyNeeded`.
    """
    move(session, one, Standing.HERE if yes else Standing.DECLINED)
    if yes:
        put_worker_box(session, conversation, one.worker_id, box)


def answer(
    session: Session, actor: Actor, one: Participant, conversation: Conversation, *, yes: bool
) -> None:
    """Say yes or no as the colleague who was asked; the visitor is asked after that.

    Raises `InvitationMoved` when it is not their turn or too late, `ColleagueFull`.
    """
    if actor.id == one.worker_id:
        if yes and one.part is RoomPart.JOINING:
            _needs_a_free_hand(session, conversation, one.worker_id)
        then = Standing.OFFERED if yes else Standing.REFUSED
        move(session, one, then, expires_at=answer_until() if yes else None)
    else:
        raise NoSuchColleague  # whoever asked does not answer


def leave(session: Session, actor: Actor, one: Participant) -> None:
    """End an invitation, or somebody's being there: either side may, and the colleague too.

    Raises `InvitationMoved` when that has been answered otherwise in the meantime.
    """
    if one.standing is Standing.HERE:
        move(session, one, Standing.LEFT)
    elif actor.kind is Kind.VISITOR:
        move(session, one, Standing.DECLINED)
    elif one.standing is Standing.ASKED and actor.id == one.worker_id:
        move(session, one, Standing.REFUSED)
    else:
        move(session, one, Standing.WITHDRAWN)


def hand_over(session: Session, actor: Actor, one: Participant, conversation: Conversation) -> None:
    """Give a conversation to the colleague who has come into it; whoever gives it leaves.

    Raises `NoSuchConversation` when it is not the actor's, `NotHereYet`, `ColleagueFull`, and
    `AlreadyTaken` when it has ended or gone elsewhere in the meantime.
    """
    own_open(session, actor, conversation.id)
    if one.part is not RoomPart.JOINING or one.standing is not Standing.HERE:
        raise NotHereYet
    _needs_a_free_hand(session, conversation, one.worker_id)
    _moves(session, conversation, actor.id, responder_id=one.worker_id)
    forget_box(session, conversation.id, actor.known_id)
    remember_responder(session, conversation, actor.id, one.because)  # type: ignore[arg-type]
    move(session, one, Standing.LEFT)
    audit(session, actor, HAND_OVER.name, named(conversation), reason="to a colleague")
    record(
        session,
        HandedOver(
            conversation_id=conversation.id,
            line_id=conversation.line_id,
            before=actor.id,  # type: ignore[arg-type]
            responder_id=one.worker_id,
        ),
    )


def to_queue(
    session: Session,
    conversation: Conversation,
    worker_id: UUID,
    because: Because,
    given: LineBox | None = None,
) -> None:
    """Put a worker's open conversation at the front of its queue; the visitor is told why.

    `given` is its key, sealed to the line again; without it the visitor's browser brings it.

    Raises `AlreadyTaken` when it has ended or gone elsewhere in the meantime, `LineKeyChanged`.
    """
    _moves(
        session,
        conversation,
        worker_id,
        state=State.WAITING,
        responder_id=None,
        priority=1,
        back_because=because,
    )
    remember_responder(session, conversation, worker_id, because)
    see_off_all(session, conversation.id)
    forget_boxes(session, conversation.id)
    if given is not None and conversation.is_sealed:
        put_line_box(session, conversation, given)
    told = {"conversation_id": conversation.id, "line_id": conversation.line_id}
    record(session, WentOut(conversation_id=conversation.id, worker_id=worker_id))
    record(session, WentBackToQueue(**told, before=worker_id, because=str(because)))
    record(session, QueueChanged(line_id=conversation.line_id))


def expire(session: Session, one: Participant) -> None:
    """Let an invitation lapse that nobody has answered in time."""
    move(session, one, Standing.EXPIRED)


def own_open(session: Session, actor: Actor, conversation_id: UUID) -> Conversation:
    """Find an open conversation whose responder the actor is.

    Raises `NoSuchConversation`, `ConversationIsClosed`.
    """
    found = access_conversation(session, actor, conversation_id)
    if actor.kind is not Kind.WORKER or not may(actor, HAND_OVER):
        raise NoSuchConversation
    if found.state != State.OPEN:
        raise ConversationIsClosed
    return found


def _moves(
    session: Session, conversation: Conversation, worker_id: UUID | None, **values: object
) -> None:
    """Change whose conversation it is in one statement, if it is still this worker's and open."""
    moved = session.connection().execute(
        update(Conversation)
        .where(
            col(Conversation.id) == conversation.id,
            col(Conversation.state) == State.OPEN,
            col(Conversation.responder_id) == worker_id,
        )
        .values(epoch=col(Conversation.epoch) + 1, **values)
    )
    if moved.rowcount != 1:
        raise AlreadyTaken


def needs_keys(session: Session, conversation: Conversation, worker_id: UUID) -> None:
    """Ask nobody in to whom nothing could be sealed. Raises `NoWorkerKey`."""
    if conversation.is_sealed and worker_key(session, worker_id) is None:
        raise NoWorkerKey


def _needs_a_free_hand(session: Session, conversation: Conversation, worker_id: UUID) -> None:
    one_at_a_time(session, worker_id)
    places = line_by_id(session, conversation.line_id).places_each
    if braked(session, [worker_id]) or hands(session, worker_id) >= places:
        raise ColleagueFull


def add_once(session: Session, asked: Participant) -> None:
    """Add an invitation; the unique indexes say whether one is underway already.

    Raises `AlreadyAsked`.
    """
    try:
        with session.begin_nested():
            session.add(asked)
    except IntegrityError:
        raise AlreadyAsked from None


def answer_until() -> datetime:
    """Give the moment at which a question of now lapses."""
    return policy().chat.together.answer_within.after(clock.now())


def named(conversation: Conversation) -> str:
    """Name a conversation as the audit log does, which does not tell which it is."""
    return f"conversation:{reference(conversation.id)}"
