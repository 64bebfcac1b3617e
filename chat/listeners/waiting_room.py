"""What those who wait are told, and only when it has changed for them.

With hundreds in the queue every leaving moves all who stand behind: a long queue is told at most
once a second, and nobody is told again what they know. What was told is kept in the process that
told it; whoever connects anew asks `sync` and is told all of it.
"""

import time
from typing import Any
from uuid import UUID

from chat import queries
from chat.access import TEND
from chat.sockets import desk_of, room_of
from core.db import reading
from core.house import house
from core.realtime import notes
from core.rounds import rounds
from organisation.queries import line as line_by_id

LONG_QUEUE = 50
REST_SECONDS = 1.0

_told: dict[UUID, dict[UUID, dict[str, Any]]] = {}
_told_at: dict[UUID, float] = {}
_to_be_told: set[UUID] = set()


def tell_queue(line_id: UUID) -> None:
    """Hint the desks of a line, and tell those who wait their place and estimate."""
    rested = time.monotonic() - _told_at.get(line_id, -REST_SECONDS) >= REST_SECONDS
    if not rested and len(_told.get(line_id, ())) > LONG_QUEUE:
        _to_be_told.add(line_id)
        return
    _to_be_told.discard(line_id)
    house().live.tell(desk_of(line_id), "queue", {"line_id": str(line_id)})
    tell_waits(line_id)


def tell_soon(line_id: UUID) -> None:
    """Tell a queue within a second: for what happens to many at once, like a lost network."""
    _to_be_told.add(line_id)


@rounds(seconds=REST_SECONDS, allows=TEND, everywhere=True)
def tell_the_rest() -> None:
    """Tell the long queues that have changed in the meantime."""
    for line_id in list(_to_be_told):
        tell_queue(line_id)


def tell_waits(line_id: UUID) -> None:
    """Tell those who wait on a line what has changed for them."""
    with reading() as session:
        queue = queries.queue_of(session, line_by_id(session, line_id))
    views = {one: queries.waiting_view(queue, one) for one in queue.waiting}
    before = _told.get(line_id, {})
    _told[line_id], _told_at[line_id] = views, time.monotonic()
    changed = {one: view for one, view in views.items() if before.get(one) != view}
    if changed:
        house().live.note("waits.told", str(line_id))
    for conversation_id, view in changed.items():
        house().live.tell(room_of(conversation_id), "waiting", view)


@notes("waits.told")
def _told_elsewhere(line_id: str) -> None:
    """Another process has told this queue: what was told from here may not be what they know."""
    _told.pop(UUID(line_id), None)
