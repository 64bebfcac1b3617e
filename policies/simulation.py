"""What would be deleted if another policy were in force now; nothing is."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from policies.current import supposing
from policies.purge import Plan, plan
from policies.schema import Policy


@dataclass(frozen=True)
class Would:
    """Of one class: how many rows would go, how many go tonight anyway, when the oldest began."""

    name: str
    rows: int
    rows_now: int
    oldest: datetime
    days_old: int


def simulate(session: Session, proposed: Policy) -> list[Would]:
    """Plan a purge under `proposed` and compare it with tonight's. Reads only."""
    today = plan(session)
    with supposing(proposed):
        then = plan(session)
    return [
        _would(then, name, today.counts[name].rows if name in today.counts else 0)
        for name in then.counts
    ]


def _would(then: Plan, name: str, rows_now: int) -> Would:
    oldest = min(
        due.since for batch in then.batches if batch.task.data_class == name for due in batch.due
    )
    return Would(name, then.counts[name].rows, rows_now, oldest, (then.until - oldest).days)
