"""A line's waiting room: who stands where, and for how long."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from chat.estimate import Wait, mean_length, wait
from chat.models import Conversation, Visit
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
    spans = [
        (opened, closed)
        for kind in (Conversation, Visit)
        for opened, closed in _last_ended(session, kind, line_id)
    ]
    last = sorted(spans, key=lambda span: span[1], reverse=True)[:MEASURED_CONVERSATIONS]
    return [(closed - opened).total_seconds() / 60 for opened, closed in last]


def _last_ended(
    session: Session, kind: type[Conversation | Visit], line_id: UUID
) -> list[tuple[datetime, datetime]]:
    """Give when the last visits were opened and closed: present rows, or earlier visits."""
    ended = session.exec(
        select(kind.opened_at, kind.closed_at)
        .where(kind.line_id == line_id, kind.state == State.CLOSED, ~col(kind.is_misuse))
        .order_by(col(kind.closed_at).desc())
        .limit(MEASURED_CONVERSATIONS)
    ).all()
    return [(opened, closed) for opened, closed in ended if opened and closed]


def waiting_view(queue: Queue, conversation_id: UUID) -> dict[str, Any]:
    """Give what a waiting visitor is told (`docs/protocol.md`, `waiting`)."""
    place = queue.place_of(conversation_id)
    estimate = queue.wait_of(place) if place else Wait(None, None)
    return {"place": place, "low": estimate.low, "high": estimate.high}
