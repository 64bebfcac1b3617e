"""Appointments settle by themselves: holds end, and what nobody told of is over."""

import structlog

from core.db import transaction
from core.jobs import job
from scheduling import actions
from scheduling.access import SETTLE

log = structlog.get_logger(__name__)


@job(allows=SETTLE, minute="*/5")
def settle_booked_times() -> None:
    """Let go of holds that have ended and of appointments that are over."""
    with transaction() as session:
        settled = actions.settle_appointments(session)
    if settled:
        log.info("appointments_settled", count=settled)
