"""What may be read a second time, by whom and until when, and how often two said what.

A second reader was in the conversation and saw it, besides whoever is its responder. No message is
opened again for them: their key went when the conversation ended, and it is not given back.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from chat.bodies import key_of
from chat.errors import ConversationIsClosed
from chat.models import Conversation, Count, Participant, SecondReading
from chat.schemas import State
from chat.schemas.closing import Counted
from chat.schemas.together import RoomPart
from core import clock
from organisation.queries import line as line_by_id
from organisation.queries import names
from policies.duration import Duration
from policies.queries import policy

Pairs = Counter[tuple[str, str]]
"""How often a first and a second class were given to the same conversation."""


@dataclass(frozen=True)
class ToRead:
    """An ended conversation as its second reader sees it: when and where it was, not a word."""

    conversation_id: UUID
    line: dict[str, str]
    opened_at: datetime
    closed_at: datetime
    responder: str
    part: RoomPart
    until: datetime


def is_anything_kept() -> bool:
    """Whether the policy keeps a conversation beyond its end; else nobody reads it twice."""
    return _words_kept() != Duration()


def to_read(session: Session, worker_id: UUID) -> list[ToRead]:
    """List what a worker may read as the second and nobody has yet, the latest end first."""
    read = select(SecondReading.id).where(
        SecondReading.conversation_id == Conversation.id,
        SecondReading.opened_at == Conversation.opened_at,
    )
    found = session.exec(_seen_by(worker_id).where(~read.exists())).all()
    open_now = {one.id: (one, part) for one, part in found if _is_open(one)}
    called = names(session, [one.responder_id for one, _part in open_now.values()])
    return [_shown(session, one, part, called) for one, part in open_now.values()]


def may_read_second(session: Session, worker_id: UUID, conversation_id: UUID) -> bool:
    """Whether a worker was in an ended conversation, and its time for a second class is not over.

    It does not look whether somebody has given one.
    """
    own = _seen_by(worker_id).where(Conversation.id == conversation_id)
    found = session.exec(own).first()
    return found is not None and _is_open(found[0])


def second_of(session: Session, conversation: Conversation) -> SecondReading | None:
    """Give the second class of a conversation's present visit."""
    own = select(SecondReading).where(
        SecondReading.conversation_id == conversation.id,
        SecondReading.opened_at == conversation.opened_at,
    )
    return session.exec(own).first()


def second_readings(session: Session, conversation_id: UUID) -> list[SecondReading]:
    """Give the second classes of a conversation, one for each visit that has any."""
    own = select(SecondReading).where(SecondReading.conversation_id == conversation_id)
    return list(session.exec(own.order_by(col(SecondReading.opened_at))).all())


def pair_totals(
    session: Session, line_ids: Iterable[UUID], first: date, end: date
) -> dict[UUID, Pairs]:
    """Sum each line's pairs of classes from `first` until before `end`. Unprotected."""
    keys = (col(Count.line_id), col(Count.detail))
    found = (
        select(*keys, func.sum(Count.n))
        .where(col(Count.line_id).in_(list(line_ids)), Count.what == Counted.READ_TWICE)
        .where(Count.day >= first, Count.day < end)
        .group_by(*keys)
    )
    told: dict[UUID, Pairs] = {}
    for line_id, detail, n in session.exec(found).all():
        one, other = detail.split("|")
        told.setdefault(line_id, Counter())[one, other] = int(n)
    return told


def _seen_by(worker_id: UUID) -> Any:
    """Select the ended visits that a worker was let into and whose responder somebody else is."""
    rule = policy().chat.second_reading
    readers = [RoomPart(one) for one in rule.readers]
    return (
        select(Conversation, Participant.part)
        .join(Participant, col(Participant.conversation_id) == col(Conversation.id))
        .where(Participant.worker_id == worker_id, col(Participant.part).in_(readers))
        .where(
            col(Participant.since) >= col(Conversation.opened_at),
            col(Conversation.responder_id) != worker_id,
            Conversation.state == State.CLOSED,
            ~col(Conversation.is_misuse),
            col(Conversation.closed_at) > rule.within.before(clock.now()),
        )
        .order_by(col(Conversation.closed_at).desc(), col(Participant.since))
    )


def _is_open(conversation: Conversation) -> bool:
    """Whether there is time left, and the conversation's key has not died before it."""
    if _until(conversation) <= clock.now():
        return False
    try:
        key_of(conversation.id)
    except ConversationIsClosed:
        return False
    return True


def _until(conversation: Conversation) -> datetime:
    closed_at = conversation.closed_at or clock.now()
    spans = (policy().chat.second_reading.within, _words_kept())
    return min(one.after(closed_at) for one in spans if one is not None)


def _words_kept() -> Duration | None:
    return policy().retention["chat.body"].keep


def _shown(
    session: Session, conversation: Conversation, part: RoomPart, called: dict[UUID, str]
) -> ToRead:
    at = clock.now()
    return ToRead(
        conversation_id=conversation.id,
        line=line_by_id(session, conversation.line_id).name,
        opened_at=conversation.opened_at or at,
        closed_at=conversation.closed_at or at,
        responder=called.get(conversation.responder_id, "") if conversation.responder_id else "",
        part=part,
        until=_until(conversation),
    )
