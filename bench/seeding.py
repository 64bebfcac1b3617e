"""Makes conversations that are going on, straight into the rooms' tables.

A line's limits are for people, not for a measurement: every conversation has a responder of its
own, so N pairs are 2 N sockets. Run as `python -m bench.seeding PAIRS` with the server's
environment; prints what the generator needs as JSON.
"""

import json
import sys
from datetime import timedelta
from uuid import UUID, uuid4

from sqlmodel import Session, select

from app.factory import create_app
from app.migrate import upgrade
from chat.models import Conversation
from chat.schemas import State
from core import clock
from core.db import transaction
from core.house import house
from core.identity import Kind, begin
from core.settings import AsyncMode, Settings
from organisation.key_seeding import as_actor, keyed_line, keyed_worker, stretched
from organisation.models import Line, LineMember, Organisation, Role, Worker, WorkerRole
from scheduling.actions.moves import move
from scheduling.actions.shifts import ensure
from scheduling.hours import Span
from scheduling.models import Duty
from scheduling.seats import take_seat
from scheduling.states import DutyState

LASTS = timedelta(hours=1)
ALWAYS: list[dict[str, str | int]] = [
    {"weekday": day, "opens": "00:00", "closes": "24:00"} for day in range(1, 8)
]


def main(pairs: int, waiting: int = 0, *, is_open: bool = False) -> None:
    """Seed and tell."""
    settings = Settings().model_copy(update={"async_mode": AsyncMode.THREADING})
    upgrade(settings)
    create_app(settings)
    with transaction() as session:
        line = a_line(session)
        talks = talks_of(session, line, pairs)
        if is_open:
            _open(session, line)
        talks += [_waiting(session, line) for _ in range(waiting)]
    print(json.dumps(talks))


def a_line(session: Session, slug: str = "mitta") -> Line:
    """Add a line that is always open, of an organisation of its own."""
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


def _open(session: Session, line: Line) -> None:
    """Let the first responder be on duty and hold the line's key: the door is open then."""
    responder = a_responder(session, line, number=-1)
    begins = clock.now() - timedelta(hours=1)
    shift = ensure(session, line.id, Span(begins, begins + timedelta(hours=6)), least=1, greatest=1)
    assert shift is not None
    take_seat(session, shift, responder)
    duty = session.exec(select(Duty).where(Duty.worker_id == responder)).one()
    move(session, duty, DutyState.CHECKED_IN, checked_in_at=clock.now())
    actor = as_actor(responder, line.organisation_id)
    keyed_line(session, line, [keyed_worker(session, actor, stretched("six words of a bench"))])


def talks_of(session: Session, line: Line, pairs: int) -> list[dict[str, str]]:
    """Add so many conversations, each with a responder; gives both sides' cookies of each.

    All workers first, then all that names them: row by row 5,000 pairs took half a minute.
    """
    workers = [_worker(line, number) for number in range(pairs)]
    session.add_all(workers)
    session.flush()
    at = clock.now()
    talks = []
    for worker in workers:
        conversation = Conversation(
            id=uuid4(),
            line_id=line.id,
            state=State.OPEN,
            responder_id=worker.id,
            started_at=at,
            opened_at=at,
        )
        _let_answer(session, line, worker.id)
        talks.append(_with_visitor(session, conversation))
        token = begin(session, Kind.WORKER, worker.id, lasts=LASTS)
        talks[-1]["responder"] = f"rw={token}"
    return talks


def _waiting(session: Session, line: Line) -> dict[str, str]:
    return _with_visitor(session, Conversation(id=uuid4(), line_id=line.id, started_at=clock.now()))


def _with_visitor(session: Session, conversation: Conversation) -> dict[str, str]:
    house().keys.create(conversation.id)
    session.add(conversation)
    return {
        "conversation_id": str(conversation.id),
        "visitor": f"rv={begin(session, Kind.VISITOR, conversation.id, lasts=LASTS)}",
    }


def a_responder(session: Session, line: Line, number: int) -> UUID:
    """Add a worker who answers on the line; gives the worker."""
    worker = _worker(line, number)
    session.add(worker)
    session.flush()
    _let_answer(session, line, worker.id)
    return worker.id


def _let_answer(session: Session, line: Line, worker_id: UUID) -> None:
    session.add(WorkerRole(worker_id=worker_id, role=Role.RESPONDER))
    session.add(LineMember(worker_id=worker_id, line_id=line.id))


def _worker(line: Line, number: int) -> Worker:
    return Worker(
        organisation_id=line.organisation_id,
        email=f"responder{number}@example.org",
        name=f"Responder {number}",
        shown_as="Aino",
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), is_open="open" in sys.argv)
