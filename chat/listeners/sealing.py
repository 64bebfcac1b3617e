"""What happens to sealed conversations when keys change."""

from sqlmodel import select

from chat.actions.sealing import forget_boxes_of
from chat.listeners.telling import tell_state
from chat.models import Conversation
from chat.schemas import State
from core.db import reading, transaction
from core.events import listens
from organisation.events import LineKeyRotated, WorkerKeyRevoked


@listens(LineKeyRotated)
def _seal_anew(rotated: LineKeyRotated) -> None:
    """Those who wait hear of the line's new key, and their browsers seal to it."""
    with reading() as session:
        waiting = select(Conversation.id).where(
            Conversation.line_id == rotated.line_id, Conversation.state == State.WAITING
        )
        found = session.exec(waiting).all()
    for conversation_id in found:
        tell_state(conversation_id)


@listens(WorkerKeyRevoked)
def _take_boxes(revoked: WorkerKeyRevoked) -> None:
    """What was sealed to a key that is out of use opens for nobody any more."""
    with transaction() as session:
        forget_boxes_of(session, revoked.worker_id)
