"""How many a line's responders can serve at once, those who said "no more for now" left out."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, col, func, select

from chat.models import Brake, Conversation
from chat.schemas import State
from core import clock

if TYPE_CHECKING:
    from organisation.models import Line


def brake_until(session: Session, worker_id: UUID | None) -> datetime | None:
    """Say until when a responder takes nobody more; None when they do."""
    held = select(Brake.until).where(Brake.worker_id == worker_id, Brake.until > clock.now())
    return session.exec(held).first()


def braked(session: Session, workers: Iterable[UUID]) -> set[UUID]:
    """Name those of these responders who take nobody more for now."""
    held = select(Brake.worker_id).where(
        col(Brake.worker_id).in_(list(workers)), Brake.until > clock.now()
    )
    return set(session.exec(held).all())


def hands(session: Session, worker_id: UUID | None) -> int:
    """Count the conversations that a responder has open."""
    own = select(func.count()).where(
        Conversation.responder_id == worker_id, Conversation.state == State.OPEN
    )
    return session.exec(own).one()


def places(session: Session, line: "Line", on_duty: Iterable[UUID]) -> int:
    """Count the places of a line: a responder who takes nobody more has those they talk with."""
    there = set(on_duty)
    stopped = braked(session, there)
    kept = select(func.count()).where(
        Conversation.line_id == line.id,
        Conversation.state == State.OPEN,
        col(Conversation.responder_id).in_(list(stopped)),
    )
    full = len(there - stopped) * line.places_each
    return full + (session.exec(kept).one() if stopped else 0)
