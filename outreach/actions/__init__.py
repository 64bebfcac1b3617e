"""Writes of the outreach room."""

from outreach.actions.arriving import (
    Destination,
    attempt,
    classify,
    destination,
    follow,
    land,
    name_service,
    open_conversation,
)
from outreach.actions.counting import count_link, count_stage
from outreach.actions.placing import add_link, close_link
from outreach.actions.planning import approve_channel, log_change, save_campaign, save_channel

__all__ = [
    "Destination",
    "add_link",
    "approve_channel",
    "attempt",
    "classify",
    "close_link",
    "count_link",
    "count_stage",
    "destination",
    "follow",
    "land",
    "log_change",
    "name_service",
    "open_conversation",
    "save_campaign",
    "save_channel",
]
