"""What is due in a period, and duties that stand in no ledger yet."""

from core.db import transaction
from core.jobs import job
from scheduling import actions
from scheduling.access import SETTLE


@job(allows=SETTLE, minute="*/10")
def keep_ledger() -> None:
    """Open the period of today and enter what is over; a second walk changes nothing."""
    with transaction() as session:
        actions.open_period(session)
        actions.enter_what_is_over(session)
