"""How often people ask to chat, by weekday and two hours, told by a room above.

    @demand_by
    def asked(session, line_id): …     # counts that are protected already

Only what may be shown is told: small counts come as ranges or not at all.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from sqlmodel import Session

from policies.disclosure import Cell

Asked = Mapping[tuple[int, int], Cell]
"""Monday = 1 with a block of two hours (0–11), and what may be shown of the count."""
Find = Callable[[Session, UUID], Asked]
_find: list[Find] = []


def demand_by(find: Find) -> Find:
    """Let `find` say how often people ask to chat on a line."""
    _find[:] = [find]
    return find


def asked_on(session: Session, line_id: UUID) -> Asked:
    """Give how often people ask to chat on a line; nothing when no room tells."""
    return _find[0](session, line_id) if _find else {}
