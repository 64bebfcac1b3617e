"""A second professional's class, given apart from the responder's; only the pair is counted."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from chat.access import access_second_reading
from chat.actions.counting import count
from chat.errors import AlreadyReadTwice
from chat.models import Conversation, SecondReading
from chat.queries.second import second_of
from chat.schemas import Outcome
from chat.schemas.closing import Counted
from core import clock
from core.identity import Actor


def read_second(session: Session, actor: Actor, conversation_id: UUID, outcome: Outcome) -> None:
    """Keep a second class, once a visit: it is not changed, or it would not be given apart.

    Raises `NoSuchConversation`, `AlreadyReadTwice` when a class has been given.
    """
    # Locked before it is looked at: the responder may be saying theirs at this moment.
    own = select(Conversation.id).where(Conversation.id == conversation_id)
    session.exec(own.with_for_update()).first()
    conversation = access_second_reading(session, actor, conversation_id)
    given = SecondReading(
        conversation_id=conversation.id,
        opened_at=conversation.opened_at,  # type: ignore[arg-type]
        outcome=outcome,
    )
    try:
        with session.begin_nested():
            session.add(given)
    except IntegrityError:
        raise AlreadyReadTwice from None
    pair(session, conversation)


def pair(session: Session, conversation: Conversation) -> None:
    """Count the two classes of a visit together, once both have been given.

    The pair stays as it was then, whatever the responder says later: by that time the two may have
    talked. Only misuse takes it back, which is no conversation.
    """
    second = second_of(session, conversation)
    if second is None:
        return
    if conversation.is_misuse and second.paired_with:
        _count(session, conversation, second, by=-1)
        second.paired_with = None
    elif conversation.outcome and not second.paired_with:
        second.paired_with = conversation.outcome
        _count(session, conversation, second, by=1)
    session.add(second)


def _count(session: Session, conversation: Conversation, second: SecondReading, *, by: int) -> None:
    month = clock.month_starts(clock.local_day(conversation.closed_at))
    detail = f"{second.paired_with}|{second.outcome}"
    count(session, conversation.line_id, Counted.READ_TWICE, month, detail=detail, by=by)
