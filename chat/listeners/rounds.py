"""What is looked after every half minute: who still waits, and who can come back no more."""

from uuid import UUID

from sqlmodel import col, select

from chat.access import TEND
from chat.actions import end
from chat.listeners.telling import tell_queue
from chat.models import Conversation
from chat.schemas import State
from core import clock
from core.db import reading, transaction
from core.house import house
from core.identity import SignInSession
from core.rounds import rounds

GRACE_SECONDS = 300
"""How long a place in the queue is kept for somebody whose connection is gone."""

_missing_since: dict[UUID, float] = {}


@rounds(seconds=30, allows=TEND)
def keep_the_queue_honest() -> None:
    """Tell fresh estimates, and let those go who have been away for five minutes."""
    with reading() as session:
        waiting = session.exec(
            select(Conversation.id, Conversation.line_id).where(
                col(Conversation.state) == State.WAITING
            )
        ).all()
    at = clock.now().timestamp()
    gone = [one for one, _line in waiting if _is_gone(one, at)]
    _forget_all_but({one for one, _line in waiting})
    for conversation_id in gone:
        with transaction() as session:
            conversation = session.get(Conversation, conversation_id)
            if conversation and conversation.state == State.WAITING:
                end(session, conversation, by="silence")
    for line_id in {line for _one, line in waiting}:
        tell_queue(line_id)


@rounds(seconds=30, allows=TEND)
def end_the_abandoned() -> None:
    """End the conversations whose visitor can come back no more, or their words would stay.

    A visitor's way back is the session in their browser: it runs out after hours, and goes at once
    when they leave in a hurry or take everything off their device.
    """
    way_back = (
        select(SignInSession.id)
        .where(
            col(SignInSession.subject_id) == col(Conversation.id),
            col(SignInSession.expires_at) > clock.now(),
        )
        .exists()
    )
    abandoned = select(Conversation.id).where(col(Conversation.state) == State.OPEN, ~way_back)
    with reading() as session:
        found = session.exec(abandoned).all()
    for conversation_id in found:
        with transaction() as session:
            conversation = session.get(Conversation, conversation_id)
            if conversation and conversation.state == State.OPEN:
                end(session, conversation, by="silence")


def _is_gone(conversation_id: UUID, at: float) -> bool:
    if house().live.is_here(conversation_id):
        _missing_since.pop(conversation_id, None)
        return False
    return at - _missing_since.setdefault(conversation_id, at) >= GRACE_SECONDS


def _forget_all_but(waiting: set[UUID]) -> None:
    for known in [one for one in _missing_since if one not in waiting]:
        del _missing_since[known]
