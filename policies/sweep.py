"""The sweep before the port opens: what is over by now is gone before anybody can ask for it.

A server that stood still, and data that were put back from a backup, hold what should have been
deleted long ago. The nightly purge would come too late for the first who looks.
"""

from datetime import datetime, timedelta

import structlog
from sqlmodel import Session, func, select

from core import clock
from core.db import reading
from core.identity import SYSTEM
from policies.anchors import anchored
from policies.errors import ClockWentBack
from policies.models import AuditEntry, PurgeRun
from policies.purge import apply_due, last_run

log = structlog.get_logger(__name__)

FRESH = timedelta(days=1)


def sweep() -> PurgeRun | None:
    """Purge what is due if the nightly purge was missed or older data were put back; else nothing.

    A clock that went back purges nothing and stops nobody from coming in; it is in the log.
    """
    with reading() as session:
        if not is_needed(session):
            return None
    try:
        return apply_due(SYSTEM)
    except ClockWentBack:
        return None


def is_needed(session: Session) -> bool:
    """Whether the last purge is older than a day, or the data were put back since."""
    latest = last_run(session)
    if latest is None or clock.now() - latest.at > FRESH:
        return True
    return _were_put_back(session, latest.at)


def _were_put_back(session: Session, purged_at: datetime) -> bool:
    """Whether older data stand here: told by `rinnalla restore`, or seen by their shorter log."""
    found = anchored()
    newest = session.exec(select(func.max(AuditEntry.seq))).one() or 0
    if newest < found.until:
        log.error("data_older_than_anchors", newest=newest, vouched=found.until)
        return True
    return found.restored_at is not None and found.restored_at >= purged_at.replace(microsecond=0)
