"""Writes of the scheduling room."""

from scheduling.actions.drop_in import drop_in
from scheduling.actions.duties import check_in, check_out, claim, release, settle, stand_down
from scheduling.actions.feeds import create_feed, forget_feeds, revoke_feed, use_feed
from scheduling.actions.shifts import call_off, ensure, plan

__all__ = [
    "call_off",
    "check_in",
    "check_out",
    "claim",
    "create_feed",
    "drop_in",
    "ensure",
    "forget_feeds",
    "plan",
    "release",
    "revoke_feed",
    "settle",
    "stand_down",
    "use_feed",
]
