"""What is looked after every half minute: who still waits, and who can come back no more."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from chat.access import TEND
from chat.actions import end, lapse
from chat.listeners.waiting_room import tell_waits
from chat.models import Conversation
from chat.schemas import State
from core import clock
from core.db import reading, transaction
from core.house import house
from core.identity import SignInSession
from core.rounds import rounds
from policies.queries import policy

_missing_since: dict[UUID, datetime] = {}


@rounds(seconds=30, allows=TEND)
def keep_the_queue_honest() -> None:
    """Tell fresh estimates, and let those go who have been away for longer than is promised."""
    with reading() as session:
        waiting = session.exec(
            select(Conversation.id, Conversation.line_id).where(
                col(Conversation.state) == State.WAITING
            )
        ).all()
    gone = [one for one, _line in waiting if _is_gone(one)]
    _forget_all_but({one for one, _line in waiting})
    for conversation_id in gone:
        with transaction() as session:
            conversation = session.get(Conversation, conversation_id)
            if conversation and conversation.state == State.WAITING:
                end(session, conversation, by="silence")
    for line_id in {line for _one, line in waiting}:
        tell_waits(line_id)


@rounds(seconds=3600, allows=TEND)
def end_what_is_over() -> None:
    """End the contact requests in which nothing has been said for long."""
    with transaction() as session:
        lapse(session)


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


def _is_gone(conversation_id: UUID) -> bool:
    if house().live.is_here(conversation_id):
        _missing_since.pop(conversation_id, None)
        return False
    since = _missing_since.setdefault(conversation_id, clock.now())
    return policy().chat.waiting.keep_place.after(since) <= clock.now()


def _forget_all_but(waiting: set[UUID]) -> None:
    for known in [one for one in _missing_since if one not in waiting]:
        del _missing_since[known]
