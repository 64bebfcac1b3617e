"""The states of a duty, and the one table of what may follow what."""

from enum import StrEnum


class DutyState(StrEnum):
    """Where a duty stands."""

    CLAIMED = "claimed"
    CHECKED_IN = "checked_in"
    DONE = "done"
    MISSED = "missed"
    EXCUSED = "excused"
    CANCELLED = "cancelled"


# A live duty holds its seat: the database lets nobody else have it (`scheduling.models`).
LIVE = frozenset({DutyState.CLAIMED, DutyState.CHECKED_IN})

ALLOWED: dict[DutyState, frozenset[DutyState]] = {
    DutyState.CLAIMED: frozenset(
        {
            DutyState.CHECKED_IN,
            DutyState.MISSED,
            DutyState.EXCUSED,
            DutyState.CANCELLED,
        }
    ),
    DutyState.CHECKED_IN: frozenset({DutyState.DONE}),
    DutyState.DONE: frozenset(),
    DutyState.MISSED: frozenset({DutyState.EXCUSED}),
    DutyState.EXCUSED: frozenset(),
    DutyState.CANCELLED: frozenset(),
}


def may_become(now: DutyState, then: DutyState) -> bool:
    """Whether a duty may go from one state to the other."""
    return then in ALLOWED[now]
