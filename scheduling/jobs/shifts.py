"""Shifts for the days ahead."""

import structlog

from core.db import transaction
from core.jobs import job
from scheduling import actions
from scheduling.access import MAKE_SHIFTS

log = structlog.get_logger(__name__)


@job(allows=MAKE_SHIFTS, hour="1", minute="40")
def make_shifts() -> None:
    """Make the shifts of all templates, 200 days ahead; a second walk changes nothing."""
    with transaction() as session:
        done = actions.materialise(session)
    log.info("shifts_made", made=done.made, off=done.off, on_again=done.on_again)
