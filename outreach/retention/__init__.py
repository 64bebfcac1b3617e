"""How long the outreach room keeps what, a module for each topic."""

from outreach.retention import checkins, coming, insights, pilots, posters, posts, requests, rounds
from outreach.retention.campaigns import purge_campaigns

__all__ = [
    "checkins",
    "coming",
    "insights",
    "pilots",
    "posters",
    "posts",
    "purge_campaigns",
    "requests",
    "rounds",
]
