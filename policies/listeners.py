"""What the policies room does when something happens, or when time has passed."""

from sqlmodel import col

from core.events import listens
from core.rounds import rounds
from policies.access import FOLLOW
from policies.events import PolicyApproved
from policies.following import refresh
from policies.models import PolicyVersion
from policies.retention import register, rows

SECONDS = 20
"""How soon every serving process follows a version that another one approved."""


@listens(PolicyApproved)
def follow_at_once(_approved: PolicyApproved) -> None:
    """Follow a version in the very process in which it was approved."""
    refresh()


@rounds(seconds=SECONDS, allows=FOLLOW, everywhere=True)
def keep_up() -> None:
    """Follow what was approved elsewhere."""
    refresh()


register(rows("policies.version", PolicyVersion, since=col(PolicyVersion.ended_at)))
