"""How long the outreach room keeps what, a module for each topic."""

from outreach.retention import checkins, posters, requests, rounds
from outreach.retention.campaigns import purge_campaigns

__all__ = ["checkins", "posters", "purge_campaigns", "requests", "rounds"]
