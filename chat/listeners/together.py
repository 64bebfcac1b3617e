"""Who must hear that somebody comes, goes or takes over, and what ends by time or by distance."""

from uuid import UUID

from sqlmodel import Session, col, func, select

from chat.access import TEND
from chat.actions import guests, together
from chat.errors import AlreadyTaken, ConversationsOpen, InvitationMoved
from chat.events import CameIn, HandedOver, RoomChanged, WentBackToQueue, WentOut
from chat.listeners.telling import tell_state
from chat.models import Conversation, Participant
from chat.schemas import State
from chat.schemas.together import PENDING, Because
from chat.sockets import room_of
from chat.sockets.together import worker_room
from core import clock
from core.db import reading, transaction
from core.events import listens
from core.house import house
from core.rounds import rounds
from policies.queries import policy
from scheduling.events import DutyEnded
from scheduling.leaving import before_leaving

_gone_since: dict[UUID, float] = {}


@listens(RoomChanged)
def _tell_room(changed: RoomChanged) -> None:
    tell_state(changed.conversation_id)
    for worker_id in changed.workers:
        house().live.tell(worker_room(worker_id), "beside", {})


@listens(CameIn)
def _came_in(came: CameIn) -> None:
    house().live.enter(came.worker_id, room_of(came.conversation_id))


@listens(WentOut)
def _went_out(went: WentOut) -> None:
    """Whoever leaves hears how it stands a last time, and then nothing more."""
    with reading() as session:
        conversation = session.get(Conversation, went.conversation_id)
        is_theirs = conversation is not None and conversation.responder_id == went.worker_id
    tell_state(went.conversation_id)
    if not is_theirs:
        house().live.leave(went.worker_id, room_of(went.conversation_id))
    house().live.tell(worker_room(went.worker_id), "beside", {})


@listens(HandedOver)
def _handed_over(handed: HandedOver) -> None:
    room = room_of(handed.conversation_id)
    house().live.enter(handed.responder_id, room)
    tell_state(handed.conversation_id)
    house().live.leave(handed.before, room)
    for worker_id in (handed.before, handed.responder_id):
        house().live.tell(worker_room(worker_id), "beside", {})


@listens(WentBackToQueue)
def _went_back(went: WentBackToQueue) -> None:
    tell_state(went.conversation_id)
    moved = {"conversation_id": str(went.conversation_id), "because": went.because}
    house().live.tell(worker_room(went.before), "moved_on", moved)


@listens(DutyEnded)
def leave_nobody_behind(ended: DutyEnded) -> None:
    """When a duty has ended otherwise than by its worker, nobody sits before an empty chair."""
    with reading() as session:
        left = select(Conversation.id).where(
            Conversation.responder_id == ended.worker_id,
            Conversation.line_id == ended.line_id,
            Conversation.state == State.OPEN,
        )
        found = session.exec(left).all()
    for conversation_id in found:
        _give_back(conversation_id, ended.worker_id, Because.SHIFT_OVER)


@before_leaving
def finish_first(session: Session, worker_id: UUID, line_id: UUID) -> None:
    """Let nobody check out with a conversation open on the line. Raises `ConversationsOpen`."""
    own = select(func.count()).where(
        Conversation.responder_id == worker_id,
        Conversation.line_id == line_id,
        Conversation.state == State.OPEN,
    )
    if count := session.exec(own).one():
        raise ConversationsOpen(count)


@rounds(seconds=10, allows=TEND)
def give_back_what_the_gone_left() -> None:
    """Put the conversations of responders whose connection has died at the front of the queue.

    Within the grace nothing changes: a lift, a closed lid, another network.
    """
    talking = (
        select(Conversation.responder_id)
        .where(Conversation.state == State.OPEN, col(Conversation.responder_id).is_not(None))
        .distinct()
    )
    with reading() as session:
        responders = set(session.exec(talking).all())
    at = clock.now()
    for known in [one for one in _gone_since if one not in responders]:
        del _gone_since[known]
    gone = [one for one in responders if one and _is_gone(one, at.timestamp())]
    if not gone:
        return
    with reading() as session:
        left = session.exec(
            select(Conversation.id, Conversation.responder_id).where(
                Conversation.state == State.OPEN, col(Conversation.responder_id).in_(gone)
            )
        ).all()
    for conversation_id, worker_id in left:
        if worker_id:
            _give_back(conversation_id, worker_id, Because.CONNECTION_LOST)


def _is_gone(worker_id: UUID, at: float) -> bool:
    if house().live.is_here(worker_id):
        _gone_since.pop(worker_id, None)
        return False
    grace = policy().chat.together.connection_grace
    since = _gone_since.setdefault(worker_id, at)
    return at - since >= (grace.after(clock.now()) - clock.now()).total_seconds()


def _give_back(conversation_id: UUID, worker_id: UUID, because: Because) -> None:
    try:
        with transaction() as session:
            conversation = session.get(Conversation, conversation_id)
            if conversation is not None:
                together.to_queue(session, conversation, worker_id, because)
    except AlreadyTaken:
        return  # it has ended, or gone elsewhere, in the meantime


@rounds(seconds=10, allows=TEND)
def let_questions_lapse() -> None:
    """End the invitations that nobody has answered in time, and tell whoever asked."""
    with transaction() as session:
        guests.drop_old_links(session)
    late = select(Participant.id).where(
        col(Participant.standing).in_(PENDING), col(Participant.expires_at) <= clock.now()
    )
    with reading() as session:
        found = session.exec(late).all()
    for invitation_id in found:
        _lapse(invitation_id)


def _lapse(invitation_id: UUID) -> None:
    try:
        with transaction() as session:
            one = session.get(Participant, invitation_id)
            if one is not None and one.standing in PENDING:
                together.expire(session, one)
    except InvitationMoved:
        return  # answered at the last moment
