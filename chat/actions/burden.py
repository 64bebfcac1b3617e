"""One tap in the queue and one at the end: how heavy is it now (R33, measured in pairs).

The number of before waits on the conversation until the number of after, and is taken away with
it. What stays is a count of the pair for the day and the line; who answered only once is not
counted at all.
"""

from sqlalchemy import update
from sqlmodel import Session, col

from chat.access import access_conversation
from chat.actions.feedback import count
from chat.errors import AlreadyAnswered
from chat.models import Conversation
from chat.schemas import LIVE
from core.identity import Actor

BURDEN = "burden"
HEAVIEST = 4
"""0 is light, 4 is very heavy."""


def tell_burden(session: Session, actor: Actor, burden: int) -> None:
    """Keep how heavy it is before the talk; told again while it lasts, the last word holds.

    Raises `NoSuchConversation`, `AlreadyAnswered` once a responder has come or it has ended.
    """
    conversation = access_conversation(session, actor, actor.known_id)
    told = session.connection().execute(
        update(Conversation)
        .where(
            col(Conversation.id) == conversation.id,
            col(Conversation.state).in_(LIVE),
            col(Conversation.opened_at).is_(None),
        )
        .values(burden_before=burden)
    )
    if told.rowcount != 1:
        raise AlreadyAnswered


def pair_burden(session: Session, conversation: Conversation, answer: str) -> None:
    """Count the pair and take the first number away; anything but a number only takes it away."""
    before = conversation.burden_before
    session.connection().execute(
        update(Conversation)
        .where(col(Conversation.id) == conversation.id)
        .values(burden_before=None)
    )
    if before is not None and answer in {str(one) for one in range(HEAVIEST + 1)}:
        count(session, conversation.line_id, BURDEN, f"{before}>{answer}")
