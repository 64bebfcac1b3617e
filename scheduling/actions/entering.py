"""How a duty that is over comes into its worker's ledger: once, whoever enters it."""

from uuid import uuid4

from sqlmodel import Session

from core import clock
from core.db import add_unless_there
from policies.queries import policy
from scheduling.ledger import EntryKind, minutes_between, period_of
from scheduling.models import Duty, Entry, Shift
from scheduling.states import DutyState

ENTERED = {
    DutyState.DONE: EntryKind.DONE,
    DutyState.MISSED: EntryKind.MISSED,
    DutyState.EXCUSED: EntryKind.EXCUSED,
}


def insert_entry(session: Session, **row: object) -> int:
    """Add an entry unless it is there: the unique indexes know."""
    values = {
        "id": uuid4(), "partner": "", "dispute": "", "made_at": clock.now(), **row
    }  # fmt: skip
    return add_unless_there(session, Entry, [values])


def enter(session: Session, duty: Duty, shift: Shift) -> int:
    """Enter a duty that is over: minutes from check-in to check-out, none when it was missed.

    Excused hours count as the policy says (`[roster] excused_counts`). Entering twice changes
    nothing.
    """
    kind = ENTERED[duty.state]
    day = clock.local_day(shift.starts_at)
    return insert_entry(
        session,
        worker_id=duty.worker_id,
        period_on=period_of(day, policy().roster.period_days).first_on,
        on_day=day,
        kind=EntryKind.DROP_IN if shift.is_drop_in and kind is EntryKind.DONE else kind,
        minutes=_minutes(duty, shift),
        line_id=shift.line_id,
        duty_id=duty.id,
    )


def _minutes(duty: Duty, shift: Shift) -> int:
    if duty.state is DutyState.MISSED:
        return 0
    if duty.state is DutyState.EXCUSED:
        planned = minutes_between(shift.starts_at, shift.ends_at)
        return planned if policy().roster.excused_counts else 0
    begins = max(duty.checked_in_at or shift.starts_at, shift.starts_at)
    return minutes_between(begins, duty.checked_out_at or shift.ends_at)
