"""How full a responder's hands are, and who has said "no more for now"."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from chat.models import Brake, Conversation
from chat.schemas import State
from core import clock
from core.prepared import Prepared

_braked = Prepared(
    select_columns(col(Brake.worker_id), col(Brake.until)).where(
        col(Brake.worker_id).in_(bindparam("workers", expanding=True)),
        col(Brake.until) > bindparam("at"),
    ),
    "workers",
)


def brake_until(session: Session, worker_id: UUID | None) -> datetime | None:
    """Say until when a responder takes nobody more; None when they do."""
    held = select(Brake.until).where(Brake.worker_id == worker_id, Brake.until > clock.now())
    return session.exec(held).first()


def braked(session: Session, workers: Iterable[UUID]) -> dict[UUID, datetime]:
    """Say until when those of these responders take nobody more who have said so."""
    return dict(_braked.of(session, workers=list(workers), at=clock.now()))


def hands(session: Session, worker_id: UUID | None) -> int:
    """Count the conversations that a responder has open."""
    own = select(func.count()).where(
        Conversation.responder_id == worker_id, Conversation.state == State.OPEN
    )
    return session.exec(own).one()
