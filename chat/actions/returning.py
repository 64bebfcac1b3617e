"""Coming back without an identity: a code is made, changed, given up, and opens the conversation.

The words never come here. The browser makes `lookup` and `auth` of them
(`static/js/sealed/sealed.js`); the second is random to whoever has not the words, so its plain
SHA-256 can be kept. Rooms and helpers that let a visitor leave words and read an answer later build
on `issue` and `conversation_by_code`; a conversation that has a live code is kept as long as it is.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from chat.access import access_conversation
from chat.actions.rooms import drop_promise
from chat.actions.sealing import forget_boxes, wrapped_at_rest
from chat.errors import LineIsClosed, NoReturnCodes, NoSuchCode, WriteFirst
from chat.events import ContactAttempted, QueueChanged, ReturnedToQueue
from chat.models import Conversation, Participant, ReturnCode, Visit
from chat.queries.conversations import has_said_something
from chat.queries.opening import opening
from chat.queries.returning import ends_at, gives_codes
from chat.schemas import State
from core import clock
from core.crypto import Sealed
from core.events import record
from core.house import house
from core.identity import Actor, SignInSession, end
from organisation.queries import line as line_by_id
from policies.queries import policy

if TYPE_CHECKING:
    from chat.schemas import Derived

NOBODYS = "0" * 64
"""What is compared with when there is no such code, so that the work is the same."""


def issue(session: Session, actor: Actor, derived: "Derived") -> None:
    """Give the visitor's conversation a code; an earlier one is dead at once.

    Whoever came in with the earlier code is out: perhaps that is why it is changed.

    Raises `NoSuchConversation`, `NoReturnCodes`, `KeyNeeded` where it is sealed and nothing came
    for the words to open, or `WriteFirst` while they have said nothing.
    """
    conversation = access_conversation(session, actor, _own(actor))
    if not gives_codes():
        raise NoReturnCodes
    if not has_said_something(session, conversation.id):
        raise WriteFirst
    kept = session.get(ReturnCode, conversation.id)
    if kept is not None:
        _end_other_sessions(session, actor)
        kept.lookup, kept.auth_hash = derived.lookup, _hashed(derived.auth)
        kept.made_at = clock.now()
        return
    session.add(
        ReturnCode(
            conversation_id=conversation.id,
            lookup=derived.lookup,
            auth_hash=_hashed(derived.auth),
            wrapped=wrapped_at_rest(conversation, derived.wrapped),
            made_at=clock.now(),
        )
    )


def give_up(session: Session, actor: Actor) -> None:
    """Forget the code: the conversation is kept no longer than one without. No code, no change."""
    own = access_conversation(session, actor, _own(actor)).id
    _drop(session, own)
    drop_promise(session, own)


def conversation_by_code(session: Session, line_id: UUID, derived: "Derived") -> Conversation:
    """Give the conversation that the words belong to.

    Raises `NoSuchCode` for wrong words, another line's, a code that has expired or been changed,
    and a conversation whose key is gone: all alike, after the same comparison in constant time.
    """
    kept = session.exec(select(ReturnCode).where(ReturnCode.lookup == derived.lookup)).first()
    is_right = hmac.compare_digest(_hashed(derived.auth), kept.auth_hash if kept else NOBODYS)
    found = session.get(Conversation, kept.conversation_id) if kept else None
    if not is_right or found is None or found.line_id != line_id or not _is_alive(found):
        raise NoSuchCode
    return found


def queue_again(session: Session, actor: Actor) -> Conversation:
    """Let a visitor whose visit has ended wait again, in the same thread.

    The visit before keeps its times and outcome in a row of its own, so that estimates and figures
    stay true for each. Raises `NoSuchConversation`, `LineIsClosed`.
    """
    conversation = access_conversation(session, actor, _own(actor))
    if conversation.is_live:
        return conversation
    line = line_by_id(session, conversation.line_id)
    record(session, ContactAttempted(line_id=line.id, origin=""))
    if not opening(session, line).is_open:
        raise LineIsClosed
    before, workers = _visit_of(conversation), _workers_of(session, conversation)
    if _begin_anew(session, conversation):
        session.add(before)
        forget_boxes(session, conversation.id)
        record(
            session,
            ReturnedToQueue(conversation_id=conversation.id, line_id=line.id, workers=workers),
        )
        record(session, QueueChanged(line_id=line.id))
    session.refresh(conversation)
    return conversation


def _begin_anew(session: Session, conversation: Conversation) -> bool:
    """Move an ended conversation to the waiting room; of two who try, one does."""
    moved = session.connection().execute(
        update(Conversation)
        .where(
            col(Conversation.id) == conversation.id,
            col(Conversation.state).in_([State.CLOSED, State.LEFT]),
        )
        .values(
            state=State.WAITING,
            responder_id=None,
            started_at=clock.now(),
            opened_at=None,
            called_at=None,
            asked_at=None,
            answered_at=None,
            closed_at=None,
            ended_by=None,
            unanswered_since=None,
            priority=0,
            back_because=None,
            outcome=None,
            is_misuse=False,
            questions_answered=0,
            burden_before=None,
            epoch=col(Conversation.epoch) + 1,
            policy_hash=policy().hash,
        )
    )
    return int(moved.rowcount) == 1


def _visit_of(conversation: Conversation) -> Visit:
    return Visit(
        conversation_id=conversation.id,
        line_id=conversation.line_id,
        responder_id=conversation.responder_id,
        state=conversation.state,
        started_at=conversation.started_at,
        opened_at=conversation.opened_at,
        closed_at=conversation.closed_at or clock.now(),
        ended_by=conversation.ended_by,
        outcome=conversation.outcome,
        is_misuse=conversation.is_misuse,
        policy_hash=conversation.policy_hash,
    )


def _workers_of(session: Session, conversation: Conversation) -> tuple[UUID, ...]:
    """Name everybody who was let in besides the visitor."""
    others = select(Participant.worker_id).where(Participant.conversation_id == conversation.id)
    return tuple(one for one in {conversation.responder_id, *session.exec(others).all()} if one)


def _own(actor: Actor) -> UUID:
    return actor.id or UUID(int=0)


def _hashed(auth: str) -> str:
    return hashlib.sha256(urlsafe_b64decode(auth + "=")).hexdigest()


def _drop(session: Session, conversation_id: UUID) -> bool:
    own = col(ReturnCode.conversation_id) == conversation_id
    return int(session.connection().execute(delete(ReturnCode).where(own)).rowcount) > 0


def _end_other_sessions(session: Session, actor: Actor) -> None:
    others = select(SignInSession.id).where(
        SignInSession.subject_id == actor.id, SignInSession.id != actor.session_id
    )
    for session_id in session.exec(others).all():
        end(session, session_id)


def _is_alive(conversation: Conversation) -> bool:
    """Whether its code has not expired, and its words can still be opened."""
    until = ends_at(conversation)
    if until is not None and until <= clock.now():
        return False
    try:
        house().keys.get(conversation.id)
    except Sealed:
        return False
    return True
