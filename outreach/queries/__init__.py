"""Reads of the outreach room."""

from outreach.queries.counts import campaign_totals, days_of_link, link_totals
from outreach.queries.records import (
    campaigns,
    changes,
    channels,
    channels_in_use,
    is_counted,
    lines_counted,
    lines_here,
    link_by_code,
    links_of,
    producers_of,
    way_of,
)
from outreach.queries.rounds import areas, pairs, work_totals

__all__ = [
    "areas",
    "campaign_totals",
    "campaigns",
    "changes",
    "channels",
    "channels_in_use",
    "days_of_link",
    "is_counted",
    "lines_counted",
    "lines_here",
    "link_by_code",
    "link_totals",
    "links_of",
    "pairs",
    "producers_of",
    "way_of",
    "work_totals",
]
