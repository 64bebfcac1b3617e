"""Asking a visitor who they are: only they decide, and nothing else depends on it (R3)."""

import hashlib
import json
from typing import Any
from uuid import uuid4

from sqlalchemy import update
from sqlmodel import Session, col, select

from chat.bodies import at_rest, key_of
from chat.errors import AskedEnough, ConversationIsClosed, NotAskedHere, StepUpLapsed
from chat.events import StepUpChanged
from chat.models import Conversation, StepUp
from chat.queries.step_up import is_offered, step_up_of
from chat.schemas import State
from chat.schemas.step_up import StepUpState
from core import clock
from core.crypto import seal
from core.events import record
from core.house import house
from core.identity import Actor, Kind
from organisation.queries import line as line_by_id
from organisation.step_up import same
from policies.actions import audit
from policies.chain import reference
from policies.queries import policy

ASKING = (StepUpState.ASKED, StepUpState.AWAY, StepUpState.FAILED)


def ask_step_up(session: Session, actor: Actor, conversation: Conversation, reason: str) -> None:
    """Ask the visitor; asked again while the question stands, nothing changes.

    Raises `ConversationIsClosed`, `NotAskedHere` where the policy or the house offers none,
    `AskedEnough`.
    """
    rule = policy().stepup.visitor
    if conversation.state != State.OPEN:
        raise ConversationIsClosed
    if not is_offered(line_by_id(session, conversation.line_id)) or reason not in rule.triggers:
        raise NotAskedHere
    before = step_up_of(session, conversation.id)
    if before and before.state in (*ASKING, StepUpState.SHOWN) and before.asked_by == actor.id:
        return
    times = before.times + 1 if before else 1
    if times > rule.most_asked:
        raise AskedEnough
    if before:
        _forget_person(session, before)
        session.delete(before)
        session.flush()
    at = clock.now()
    session.add(
        StepUp(
            conversation_id=conversation.id,
            asked_by=actor.known_id,
            reason=reason,
            times=times,
            asked_at=at,
        )
    )
    _changed(session, conversation)
    audit(session, actor, "chat.step_up", f"conversation:{reference(conversation.id)}")


def end_step_up(session: Session, actor: Actor, conversation: Conversation) -> None:
    """Say no, take the question back, or take the identity out of sight: whoever of the two wishes.

    Done twice, nothing changes.
    """
    held = step_up_of(session, conversation.id)
    if held is None or held.state not in (*ASKING, StepUpState.SHOWN):
        return
    said = StepUpState.DECLINED if actor.kind is Kind.VISITOR else StepUpState.WITHDRAWN
    _forget_person(session, held, StepUpState.OVER if held.state is StepUpState.SHOWN else said)
    _changed(session, conversation)


def leave_for_step_up(session: Session, conversation: Conversation, state: str) -> None:
    """Note that the visitor is on their way to the provider. Raises `StepUpLapsed`."""
    held = step_up_of(session, conversation.id)
    if conversation.state != State.OPEN or held is None or held.state not in ASKING:
        raise StepUpLapsed
    held.state, held.state_hash = StepUpState.AWAY, _hash(state)
    session.add(held)
    _changed(session, conversation)


def show_person(
    session: Session, actor: Actor, conversation: Conversation, state: str, person: dict[str, str]
) -> None:
    """Show the worker who asked who the visitor is, for the policy's minutes, and nobody else.

    Raises `StepUpLapsed` when this is not the way they left by, the question was taken back, or the
    worker who asked no longer has the conversation.
    """
    held = step_up_of(session, conversation.id)
    if held is None or not _is_way_back(held, conversation, state):
        raise StepUpLapsed
    plain = json.dumps(person, ensure_ascii=False).encode()
    house().keys.destroy([held.id])
    own = house().keys.create(held.id)
    inner = at_rest(key_of(conversation.id), conversation.id, held.id, plain)
    values = {
        "state": StepUpState.SHOWN,
        "state_hash": None,
        "person": seal(own, inner, held.id.bytes),
        "shown_until": policy().stepup.visitor.shown.after(clock.now()),
    }
    shown = session.connection().execute(
        update(StepUp)
        .where(col(StepUp.id) == held.id, col(StepUp.state) == StepUpState.AWAY)
        .values(values)
    )
    if shown.rowcount != 1:
        raise StepUpLapsed
    _changed(session, conversation)
    audit(session, actor, "chat.step_up_done", f"conversation:{reference(conversation.id)}")


def fail_step_up(session: Session, conversation: Conversation) -> None:
    """Note that it did not work at the provider; the conversation goes on as it was."""
    held = step_up_of(session, conversation.id)
    if held is not None and held.state is StepUpState.AWAY:
        _forget_person(session, held, StepUpState.FAILED)
        _changed(session, conversation)


def forget_shown(session: Session) -> None:
    """Take out of sight, and off the disk, every identity whose minutes are over."""
    due = select(StepUp).where(col(StepUp.shown_until) <= clock.now())
    for held in session.exec(due).all():
        _forget_person(session, held, StepUpState.OVER)
        record(session, StepUpChanged(conversation_id=held.conversation_id))


def fresh_state() -> str:
    """Make the secret that binds the way there to the way back."""
    return uuid4().hex + uuid4().hex


def _is_way_back(held: StepUp, conversation: Conversation, state: str) -> bool:
    is_same_talk = conversation.state == State.OPEN and conversation.responder_id == held.asked_by
    return (
        is_same_talk
        and held.state is StepUpState.AWAY
        and held.state_hash is not None
        and same(_hash(state), held.state_hash)
    )


def _forget_person(session: Session, held: StepUp, state: StepUpState | None = None) -> None:
    """The key first, then the words."""
    if held.person is not None:
        house().keys.destroy([held.id])
    told: dict[str, Any] = {"person": None, "shown_until": None, "state_hash": None}
    session.connection().execute(
        update(StepUp)
        .where(col(StepUp.id) == held.id)
        .values(told | ({"state": state} if state else {}))
    )
    session.expire(held)


def _changed(session: Session, conversation: Conversation) -> None:
    record(session, StepUpChanged(conversation_id=conversation.id))


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
