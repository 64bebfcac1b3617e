"""Workers' own calendars are read again every hour."""

import structlog

from core.db import reading, transaction
from core.errors import Refusal
from core.jobs import job
from scheduling import actions, queries
from scheduling.access import SETTLE
from scheduling.busy_calendars import busy_at

log = structlog.get_logger(__name__)


@job(allows=SETTLE, minute="17")
def read_calendars_again() -> None:
    """Read every calendar that has an address; one that cannot be read stops nobody else's."""
    with reading() as session:
        known = [(one.id, actions.address_of(one)) for one in queries.calendars_to_read(session)]
    for source_id, address in known:
        try:
            busy = busy_at(address)
        except Refusal as why:
            with transaction() as session:
                actions.could_not_read(session, source_id, why)
            continue
        with transaction() as session:
            actions.read_again(session, source_id, busy)
    if known:
        log.info("calendars_read", count=len(known))
