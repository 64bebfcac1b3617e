"""A responder's load: "no more for now", and taking more again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from chat.events import QueueChanged
from chat.models import Brake
from core import clock
from core.events import record
from core.identity import Actor
from policies.queries import policy


def brake(session: Session, actor: Actor, *, is_on: bool) -> datetime | None:
    """Take nobody more for now, or again; gives until when it holds by itself."""
    if actor.id is None:
        return None
    let_go(session, actor.id)
    until = policy().chat.desk.brake_lapses.after(clock.now()) if is_on else None
    if until:
        session.add(Brake(worker_id=actor.id, until=until))
    for line_id in actor.lines:
        record(session, QueueChanged(line_id=line_id))
    return until


def let_go(session: Session, worker_id: UUID) -> None:
    """Forget that somebody took nobody more."""
    session.connection().execute(delete(Brake).where(col(Brake.worker_id) == worker_id))
