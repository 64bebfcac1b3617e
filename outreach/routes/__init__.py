"""Pages of the outreach room."""

from outreach.routes import (
    campaigns,
    channels,
    checkins,
    feedback,
    figures,
    follow,
    links,
    pilots,
    post_calendar,
    posters,
    posts,
    processes,
    releases,
    reports,
    requests,
    rounds,
    work,
)
from outreach.routes.door import bp

__all__ = [
    "bp",
    "campaigns",
    "channels",
    "checkins",
    "feedback",
    "figures",
    "follow",
    "links",
    "pilots",
    "post_calendar",
    "posters",
    "posts",
    "processes",
    "releases",
    "reports",
    "requests",
    "rounds",
    "work",
]
