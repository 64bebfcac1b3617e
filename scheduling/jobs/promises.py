"""What the public page promises is watched every minute, and warned of beforehand."""

import structlog

from core.db import transaction
from core.jobs import job
from scheduling import actions
from scheduling.access import REMIND

log = structlog.get_logger(__name__)


@job(allows=REMIND, minute="*")
def watch_promises() -> None:
    """Look whether somebody is on duty wherever hours are promised."""
    with transaction() as session:
        empty = actions.watch_promises(session)
    if empty:
        log.info("promised_and_nobody_there", lines=empty)


@job(allows=REMIND, minute="*/15")
def warn_of_unheld() -> None:
    """Tell teams and coordinators of promised hours that nobody has taken."""
    with transaction() as session:
        actions.warn_of_unheld(session)
