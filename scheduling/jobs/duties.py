"""Duties that nobody ended."""

import structlog

from core.db import transaction
from core.jobs import job
from scheduling import actions
from scheduling.access import SETTLE

log = structlog.get_logger(__name__)


@job(allows=SETTLE, minute="*")
def settle_duties() -> None:
    """Check out who stayed past the grace; mark who never came."""
    with transaction() as session:
        settled = actions.settle(session)
    if settled:
        log.info("duties_settled", count=settled)
