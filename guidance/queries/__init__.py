"""Reads of the guidance room."""

from guidance.queries.carried import as_hsds, as_ptv, as_sheet
from guidance.queries.desk import (
    Due,
    DueList,
    changes,
    due,
    expiries,
    waiting_suggestion,
    waiting_suggestions,
)
from guidance.queries.differences import differences
from guidance.queries.entries import (
    card,
    entry,
    is_there,
    maintained,
    own_channels,
    published,
    source_of,
)
from guidance.queries.gaps import Gaps, Quarter, closed_quarters, gaps, quarter_of
from guidance.queries.guides import (
    ShownGuide,
    WorkingGuide,
    found_guides,
    guide_counts,
    guide_led_to,
    guide_workers,
    guides_about,
    guides_at_desk,
    services_of_guide,
    shown_guide,
    shown_guides,
    slug_is_taken,
    working_guide,
    writers_since,
)
from guidance.queries.imports import (
    last_fetch,
    refused,
    runs,
    unfinished_run,
    unfinished_runs,
)
from guidance.queries.links import BrokenLink, broken_links, links_to_check
from guidance.queries.listing import (
    ELSEWHERE,
    PAGE,
    Filters,
    Listing,
    When,
    search,
    services,
)
from guidance.queries.meantime import Meantime, meantime
from guidance.queries.names import service_names, services_named
from guidance.queries.packets import (
    opened_before,
    packet_to_open,
    packet_view,
    waiting_packet,
)
from guidance.queries.places import municipalities
from guidance.queries.referrals import reactions, referred
from guidance.queries.searches import Searched, searched
from guidance.queries.trust import capacities, grown_old, room_now, verifications
from guidance.queries.ways import CameWith, came_with
from guidance.queries.worry import WorryTotals, worry_services, worry_totals

__all__ = [
    "ELSEWHERE",
    "PAGE",
    "BrokenLink",
    "CameWith",
    "Due",
    "DueList",
    "Filters",
    "Gaps",
    "Listing",
    "Meantime",
    "Quarter",
    "Searched",
    "ShownGuide",
    "When",
    "WorkingGuide",
    "WorryTotals",
    "as_hsds",
    "as_ptv",
    "as_sheet",
    "broken_links",
    "came_with",
    "capacities",
    "card",
    "changes",
    "closed_quarters",
    "differences",
    "due",
    "entry",
    "expiries",
    "found_guides",
    "gaps",
    "grown_old",
    "guide_counts",
    "guide_led_to",
    "guide_workers",
    "guides_about",
    "guides_at_desk",
    "is_there",
    "last_fetch",
    "links_to_check",
    "maintained",
    "meantime",
    "municipalities",
    "opened_before",
    "own_channels",
    "packet_to_open",
    "packet_view",
    "published",
    "quarter_of",
    "reactions",
    "referred",
    "refused",
    "room_now",
    "runs",
    "search",
    "searched",
    "service_names",
    "services",
    "services_named",
    "services_of_guide",
    "shown_guide",
    "shown_guides",
    "slug_is_taken",
    "source_of",
    "unfinished_run",
    "unfinished_runs",
    "verifications",
    "waiting_packet",
    "waiting_suggestion",
    "waiting_suggestions",
    "working_guide",
    "worry_services",
    "worry_totals",
    "writers_since",
]
