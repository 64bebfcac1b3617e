"""Makes conversations that are going on, straight into the rooms' tables.

A line's limits are for people, not for a measurement: every conversation has a responder of its
own, so N pairs are 2 N sockets. Run as `python -m bench.seeding PAIRS` with the server's
environment; prints what the generator needs as JSON.
"""

import json
import sys
from datetime import timedelta
from uuid import UUID, uuid4

from sqlmodel import Session

from app.factory import create_app
from app.migrate import upgrade
from chat.models import Conversation
from chat.schemas import State
from core import clock
from core.db import transaction
from core.house import house
from core.identity import Kind, begin
from core.settings import AsyncMode, Settings
from organisation.models import Line, LineMember, Organisation, Role, Worker, WorkerRole

LASTS = timedelta(hours=1)
ALWAYS: list[dict[str, str | int]] = [
    {"weekday": day, "opens": "00:00", "closes": "24:00"} for day in range(1, 8)
]


def main(pairs: int, waiting: int = 0) -> None:
    """Seed and tell."""
    settings = Settings().model_copy(update={"async_mode": AsyncMode.THREADING})
    upgrade(settings)
    create_app(settings)
    with transaction() as session:
        line = _line(session)
        talks = [_talk(session, line, number) for number in range(pairs)]
        talks += [_waiting(session, line) for _ in range(waiting)]
    print(json.dumps(talks))


def _line(session: Session, slug: str = "mitta") -> Line:
    name = {"fi": "Mittauslinja", "sv": "Mätlinjen", "en": "Measured line"}
    organisation = Organisation(slug=f"bench-{slug}", name=name, contact="bench@example.org")
    session.add(organisation)
    session.flush()
    line = Line(
        organisation_id=organisation.id,
        slug=slug,
        name=name,
        audience=name,
        description=name,
        who_answers=name,
        hours=ALWAYS,
    )
    session.add(line)
    session.flush()
    return line


def _talk(session: Session, line: Line, number: int) -> dict[str, str]:
    worker_id = _responder(session, line, number)
    at = clock.now()
    conversation = Conversation(
        id=uuid4(),
        line_id=line.id,
        state=State.OPEN,
        responder_id=worker_id,
        started_at=at,
        opened_at=at,
    )
    house().keys.create(conversation.id)
    session.add(conversation)
    session.flush()
    return {
        "conversation_id": str(conversation.id),
        "visitor": f"rv={begin(session, Kind.VISITOR, conversation.id, lasts=LASTS)}",
        "responder": f"rw={begin(session, Kind.WORKER, worker_id, lasts=LASTS)}",
    }


def _waiting(session: Session, line: Line) -> dict[str, str]:
    conversation = Conversation(id=uuid4(), line_id=line.id, started_at=clock.now())
    house().keys.create(conversation.id)
    session.add(conversation)
    session.flush()
    return {
        "conversation_id": str(conversation.id),
        "visitor": f"rv={begin(session, Kind.VISITOR, conversation.id, lasts=LASTS)}",
    }


def _responder(session: Session, line: Line, number: int) -> UUID:
    worker = Worker(
        organisation_id=line.organisation_id,
        email=f"responder{number}@example.org",
        name=f"Responder {number}",
        shown_as="Aino",
    )
    session.add(worker)
    session.flush()
    session.add(WorkerRole(worker_id=worker.id, role=Role.RESPONDER))
    session.add(LineMember(worker_id=worker.id, line_id=line.id))
    return worker.id


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
