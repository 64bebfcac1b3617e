"""Who comes back is offered first to whoever talked with them: for a while, and never only."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session

from chat.models import Conversation
from chat.queries.places import braked, hands
from chat.queries.returning import last_responders
from core import clock
from core.identity import Actor
from organisation.queries import shown_names
from policies.queries import policy
from scheduling.queries import on_duty

if TYPE_CHECKING:
    from organisation.models import Line

MINE, ANYBODYS, A_COLLEAGUES = range(3)


def by_acquaintance(
    session: Session, actor: Actor, waiting: Sequence[Conversation], lines: dict[UUID, "Line"]
) -> tuple[list[Conversation], dict[UUID, dict[str, Any]]]:
    """Sort a desk's queue: who knows this responder first, who knows a free colleague last.

    The second holds for `chat.returning.waits_for_worker` only, so nobody starves. Also says with
    whom each has talked, as the desk shows it.
    """
    known = last_responders(session, [one.id for one in waiting])
    names = shown_names(session, set(known.values()))
    is_free = _free(session, lines)
    patience = policy().chat.returning.waits_for_worker

    def rank(one: Conversation) -> int:
        worker_id = known.get(one.id)
        if worker_id is None or worker_id == actor.id:
            return ANYBODYS if worker_id is None else MINE
        is_early = clock.now() < patience.after(one.started_at)
        return A_COLLEAGUES if is_early and is_free(worker_id, one.line_id) else ANYBODYS

    told = {
        conversation_id: {"name": names.get(worker_id, ""), "is_you": worker_id == actor.id}
        for conversation_id, worker_id in known.items()
    }
    return sorted(waiting, key=rank), told


def _free(session: Session, lines: dict[UUID, "Line"]) -> Callable[[UUID, UUID], bool]:
    """Give what says whether a worker is on duty on a line and has room for one more."""

    def is_free(worker_id: UUID, line_id: UUID) -> bool:
        if line_id not in lines or worker_id not in on_duty(session, line_id):
            return False
        has_room = hands(session, worker_id) < lines[line_id].places_each
        return has_room and not braked(session, [worker_id])

    return is_free
