"""Background work of the policies room."""

from core.access import require
from core.identity import SYSTEM
from core.jobs import job
from policies.access import PURGE
from policies.purge import apply_due


@job(hour="1", minute="10")
def purge() -> None:
    """Purge what is due at 01:10 UTC: 03:10 in Helsinki in winter, 04:10 in summer."""
    require(SYSTEM, PURGE)
    apply_due(SYSTEM)
