"""The safeguarding flag: raised, its steps ticked, followed up. Not a word about why."""

from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from chat.access import access_conversation
from chat.actions.counting import count
from chat.errors import NotFlagged
from chat.events import SafetyChanged
from chat.models import Flag, FlagStep
from chat.queries import flag_of, steps_taken
from chat.schemas.closing import Counted
from core import clock
from core.events import record
from core.identity import Actor
from policies.actions import audit


def raise_flag(session: Session, actor: Actor, conversation_id: UUID) -> None:
    """Say that one is worried for the visitor's safety; said twice, it is said once.

    Raises `NoSuchConversation`.
    """
    conversation = access_conversation(session, actor, conversation_id)
    if flag_of(session, conversation_id) is not None:
        return
    at = clock.now()
    session.add(
        Flag(
            conversation_id=conversation_id,
            line_id=conversation.line_id,
            raised_by=actor.known_id,
            raised_at=at,
        )
    )
    session.flush()
    month = clock.month_starts(clock.local_day(at))
    count(session, conversation.line_id, Counted.SAFEGUARDING, month)
    audit(session, actor, "chat.flag", f"line:{conversation.line_id}")
    record(session, SafetyChanged(line_id=conversation.line_id))


def take_back(session: Session, actor: Actor, conversation_id: UUID) -> None:
    """Take a flag back that was raised by mistake; it is counted no more.

    Raises `NoSuchConversation`.
    """
    access_conversation(session, actor, conversation_id)
    flag = flag_of(session, conversation_id)
    if flag is None:
        return
    month = clock.month_starts(clock.local_day(flag.raised_at))
    count(session, flag.line_id, Counted.SAFEGUARDING, month, by=-1)
    session.connection().execute(delete(FlagStep).where(col(FlagStep.flag_id) == flag.id))
    session.delete(flag)
    audit(session, actor, "chat.flag", f"line:{flag.line_id}", reason="taken back")
    record(session, SafetyChanged(line_id=flag.line_id))


def tick(
    session: Session, actor: Actor, conversation_id: UUID, step: str, *, is_done: bool
) -> None:
    """Say that a step has been taken, or has not; who took it first and when stays.

    Raises `NoSuchConversation`, `NotFlagged`.
    """
    access_conversation(session, actor, conversation_id)
    flag = flag_of(session, conversation_id)
    if flag is None:
        raise NotFlagged
    taken = next((one for one in steps_taken(session, flag.id) if one.step == step), None)
    if is_done and taken is None:
        session.add(
            FlagStep(flag_id=flag.id, step=step, done_by=actor.known_id, done_at=clock.now())
        )
    elif not is_done and taken is not None:
        session.delete(taken)
    record(session, SafetyChanged(line_id=flag.line_id))
