"""Which of a worker's duties were heavy, told by a room above (R48).

    @heavy_by
    def heavy(session, worker_id, duties): …     # those after which one should not be left alone

Only a yes or no travels down, and to the worker alone: nothing of it is kept here.
"""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from sqlmodel import Session

from scheduling.hours import Span

Find = Callable[[Session, UUID, Sequence[Span]], Iterable[Span]]
_find: list[Find] = []


def heavy_by(find: Find) -> Find:
    """Let `find` say which duties were heavy and have not been written about since."""
    _find[:] = [find]
    return find


def heavy_among(session: Session, worker_id: UUID, duties: Sequence[Span]) -> frozenset[Span]:
    """Give those of a worker's duties that were heavy; none when no room tells."""
    return frozenset(_find[0](session, worker_id, duties)) if _find and duties else frozenset()
