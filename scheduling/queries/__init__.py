"""Reads of the scheduling room."""

from scheduling.queries.duties import (
    CHECK_IN_BEFORE,
    has_place,
    keepers,
    my_duties,
    my_duty_now,
    next_duty,
    on_duty,
    opening,
    overlapping,
    own_duty,
    shift,
    stays_on,
)
from scheduling.queries.feeds import feed_duties, feed_owner, feeds, own_feed
from scheduling.queries.roster import slot, week

__all__ = [
    "CHECK_IN_BEFORE",
    "feed_duties",
    "feed_owner",
    "feeds",
    "has_place",
    "keepers",
    "my_duties",
    "my_duty_now",
    "next_duty",
    "on_duty",
    "opening",
    "overlapping",
    "own_duty",
    "own_feed",
    "shift",
    "slot",
    "stays_on",
    "week",
]
