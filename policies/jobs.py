"""Background work of the policies room."""

from contextlib import suppress

from core.backups import renew_keys
from core.db import checkpoint, reading, transaction
from core.house import house
from core.identity import SYSTEM
from core.jobs import job
from policies.access import ANCHOR, FOLLOW, PURGE, TELL
from policies.anchors import is_due, prune, set_anchor
from policies.errors import ClockWentBack
from policies.following import refresh, supersede
from policies.purge import apply_due
from policies.sweep import sweep
from policies.telling import tell_how_it_stands


@job(allows=PURGE, hour="1", minute="10")
def purge() -> None:
    """Purge what is due at 01:10 UTC: 03:10 in Helsinki in winter, 04:10 in summer."""
    with suppress(ClockWentBack):  # it is in the log, and on the officer's page
        apply_due(SYSTEM)
        with reading() as session:
            prune(session)
        renew_keys(house().settings)


@job(allows=PURGE, minute="40")
def catch_up() -> None:
    """Purge what a night has left: nobody ran the jobs at 01:10, or the purge was cut off."""
    if sweep():
        renew_keys(house().settings)


@job(allows=PURGE, minute="*")
def empty_log() -> None:
    """Empty the write-ahead log where somebody who was reading had kept it."""
    checkpoint()


@job(allows=ANCHOR, minute="0")
def anchor() -> None:
    """Vouch for the audit log as often as the policy says, if something was added."""
    if is_due():
        with reading() as session:
            set_anchor(session)


@job(allows=TELL, hour="4", minute="20")
def tell() -> None:
    """Tell those whom the policy names how log and purges stand after the night."""
    tell_how_it_stands()


@job(allows=FOLLOW, minute="*")
def follow_policy() -> None:
    """Follow what two people approved, here too, and mark what it has replaced."""
    refresh()
    with transaction() as session:
        supersede(session)
