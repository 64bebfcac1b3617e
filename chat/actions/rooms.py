"""The one way in which somebody's coming into a conversation changes its state."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, true, update
from sqlmodel import Session, col, select

from chat.actions.sealing import forget_box
from chat.errors import InvitationMoved
from chat.events import CameIn, RoomChanged, WentOut
from chat.models import Conversation, GuestLink, Participant, Promise
from chat.schemas.together import MAY_FOLLOW, UNDERWAY, Because, RoomPart, Standing
from core import clock
from core.events import record


def move(session: Session, one: Participant, then: Standing, **also: Any) -> None:
    """Change a standing if it is still what it was read as, and has not run out.

    Compare-and-swap: of two who answer at once, one is told `InvitationMoved`.
    """
    if then not in MAY_FOLLOW[one.standing]:
        raise InvitationMoved
    at = clock.now()
    in_time = or_(col(Participant.expires_at).is_(None), col(Participant.expires_at) > at)
    changed = session.connection().execute(
        update(Participant)
        .where(col(Participant.id) == one.id, col(Participant.standing) == one.standing)
        .where(in_time if then in {Standing.OFFERED, Standing.HERE} else true())
        .values(standing=then, **{"expires_at": None, **_times(one, then, at), **also})
    )
    if changed.rowcount != 1:
        raise InvitationMoved
    if then is Standing.LEFT:
        forget_box(session, one.conversation_id, one.worker_id)
    _tell(session, one, then)


def _times(one: Participant, then: Standing, at: datetime) -> dict[str, datetime]:
    if then is Standing.HERE:
        return {"since": at}
    return {"until": at} if one.standing is Standing.HERE else {}


def _tell(session: Session, one: Participant, then: Standing) -> None:
    moved = {"conversation_id": one.conversation_id, "worker_id": one.worker_id}
    if then is Standing.HERE:
        record(session, CameIn(**moved))
    if then is Standing.LEFT:
        record(session, WentOut(**moved))
    concerned = tuple(filter(None, (one.worker_id, one.asked_by)))
    record(session, RoomChanged(conversation_id=one.conversation_id, workers=concerned))


def see_off_all(session: Session, conversation_id: UUID) -> None:
    """End whatever is underway in a conversation: those who are there leave, questions lapse."""
    drop_link(session, conversation_id)
    underway = select(Participant).where(
        Participant.conversation_id == conversation_id, col(Participant.standing).in_(UNDERWAY)
    )
    for one in session.exec(underway).all():
        is_here = one.standing is Standing.HERE
        move(session, one, Standing.LEFT if is_here else Standing.WITHDRAWN)


def remember_responder(
    session: Session, conversation: Conversation, worker_id: UUID, because: Because
) -> None:
    """Keep who was the responder until now: their words stay under their name."""
    at = clock.now()
    session.add(
        Participant(
            conversation_id=conversation.id,
            worker_id=worker_id,
            part=RoomPart.BEFORE,
            standing=Standing.LEFT,
            because=because,
            since=conversation.opened_at,
            until=at,
        )
    )


def drop_link(session: Session, conversation_id: UUID) -> None:
    """Forget the link for a guest into a conversation, if there is one."""
    session.connection().execute(
        delete(GuestLink).where(col(GuestLink.conversation_id) == conversation_id)
    )


def drop_promise(session: Session, conversation_id: UUID) -> None:
    """Forget what was promised in a conversation."""
    session.connection().execute(
        delete(Promise).where(col(Promise.conversation_id) == conversation_id)
    )
