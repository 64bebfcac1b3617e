"""Workers with keys and lines with theirs, as their browsers would have made them."""

from core.house import house
from organisation.key_seeding import (
    KeyedLine,
    KeyedWorker,
    Stretched,
    copy_for,
    keyed_line,
    keyed_worker,
)
from organisation.models import Line, Worker
from tests.people import People

# What no test opens need not be slow to guess.
UNDER = Stretched(bytes(16), bytes(32))

__all__ = ["KeyedLine", "KeyedWorker", "copy_for", "with_keys", "with_line_key"]


def with_keys(people: People, worker: Worker) -> KeyedWorker:
    """Let a worker make their keys."""
    actor = people.actor(worker)
    with house().database.session() as session:
        made = keyed_worker(session, actor, UNDER)
        session.commit()
        return made


def with_line_key(line: Line, *team: KeyedWorker) -> KeyedLine:
    """Let the first of the team make the line's key and let the others in."""
    with house().database.session() as session:
        made = keyed_line(session, line, team)
        session.commit()
        return made
