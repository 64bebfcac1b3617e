"""A line's waiting room: who stands where, and for how long."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from chat.estimate import Wait, mean_length, wait
from chat.models import Conversation
from chat.queries.places import places
from chat.schemas import State
from scheduling.queries import opening

if TYPE_CHECKING:
    from organisation.models import Line

MEASURED_CONVERSATIONS = 30


@dataclass(frozen=True)
class Queue:
    """A line's waiting room at one moment: who waits, and what there is to serve them with."""

    waiting: tuple[UUID, ...]
    places: int
    taken: int
    length: float

    def place_of(self, conversation_id: UUID) -> int:
        """Give the place in the queue, from 1; 0 when it waits no longer."""
        return self.waiting.index(conversation_id) + 1 if conversation_id in self.waiting else 0

    def wait_of(self, place: int) -> Wait:
        """Estimate the wait of whoever stands at `place`."""
        return wait(place, places=self.places, taken=self.taken, length=self.length)


def queue_of(session: Session, line: "Line") -> Queue:
    """Look at a line's waiting room."""
    waiting = session.exec(
        select(Conversation.id)
        .where(Conversation.line_id == line.id, Conversation.state == State.WAITING)
        .order_by(
            col(Conversation.priority).desc(), col(Conversation.started_at), col(Conversation.id)
        )
    ).all()
    taken = session.exec(
        select(func.count()).where(
            Conversation.line_id == line.id, Conversation.state == State.OPEN
        )
    ).one()
    on_duty = opening(session, line).on_duty
    return Queue(
        tuple(waiting),
        places(session, line, on_duty),
        taken,
        mean_length(_measured(session, line.id)),
    )


def _measured(session: Session, line_id: UUID) -> list[float]:
    """Give the lengths of the last conversations in minutes."""
    ended = session.exec(
        select(Conversation.opened_at, Conversation.closed_at)
        .where(
            Conversation.line_id == line_id,
            Conversation.state == State.CLOSED,
            ~col(Conversation.is_misuse),
        )
        .order_by(col(Conversation.closed_at).desc())
        .limit(MEASURED_CONVERSATIONS)
    ).all()
    return [(closed - opened).total_seconds() / 60 for opened, closed in ended if opened and closed]


def waiting_view(queue: Queue, conversation_id: UUID) -> dict[str, Any]:
    """Give what a waiting visitor is told (`docs/protocol.md`, `waiting`)."""
    place = queue.place_of(conversation_id)
    estimate = queue.wait_of(place) if place else Wait(None, None)
    return {"place": place, "low": estimate.low, "high": estimate.high}
