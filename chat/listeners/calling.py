"""Those whose turn comes while they are away, or does not come before the line closes."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from chat.access import TEND
from chat.actions import CLOSING, end, show_up, stop_waiting
from chat.listeners.waiting_room import tell_soon
from chat.models import Conversation
from chat.queries import held_until
from chat.queries.opening import opening
from chat.schemas import State
from core import clock
from core.db import reading, transaction
from core.house import house
from core.identity import Actor, Kind
from core.realtime import comes, goes
from core.rounds import rounds
from organisation.queries import line as line_by_id
from policies.queries import policy

_empty_since: dict[UUID, datetime] = {}


@comes
def _came(actor: Actor) -> None:
    """Somebody connects: perhaps a responder has been waiting for them."""
    found = _found(actor)
    if found and found.called_at:
        with transaction() as session:
            show_up(session, found.id)
    elif found and found.state == State.WAITING:
        tell_soon(found.line_id)


@goes
def _went(actor: Actor) -> None:
    """The desk shows who in the queue is away just now."""
    found = _found(actor)
    if found and found.state == State.WAITING:
        tell_soon(found.line_id)


def _found(actor: Actor) -> Conversation | None:
    if actor.kind is not Kind.VISITOR or actor.id is None:
        return None
    with reading() as session:
        return session.get(Conversation, actor.id)


@rounds(seconds=15, allows=TEND)
def wait_no_longer() -> None:
    """Let those go who were called back and did not come."""
    with reading() as session:
        called = session.exec(
            select(Conversation).where(
                Conversation.state == State.OPEN, col(Conversation.called_at).is_not(None)
            )
        ).all()
        over = [one.id for one in called if held_until(one) <= clock.now()]
    for conversation_id in over:
        with transaction() as session:
            deed = show_up if house().live.is_here(conversation_id) else stop_waiting
            deed(session, conversation_id)


@rounds(seconds=30, allows=TEND)
def close_the_waiting_room() -> None:
    """Say honestly that nobody comes any more, where a line has closed over those who wait."""
    with reading() as session:
        waiting = session.exec(
            select(Conversation.id, Conversation.line_id).where(Conversation.state == State.WAITING)
        ).all()
        over = {
            line_id for line_id in {line for _one, line in waiting} if _is_over(session, line_id)
        }
    for conversation_id, line_id in waiting:
        if line_id in over:
            with transaction() as session:
                conversation = session.get(Conversation, conversation_id)
                if conversation and conversation.state == State.WAITING:
                    end(session, conversation, by=CLOSING)


def _is_over(session: Session, line_id: UUID) -> bool:
    """Whether nobody has been on duty for as long as a place is kept: shifts change hands."""
    if opening(session, line_by_id(session, line_id)).on_duty:
        _empty_since.pop(line_id, None)
        return False
    since = _empty_since.setdefault(line_id, clock.now())
    return policy().chat.waiting.keep_place.after(since) <= clock.now()
