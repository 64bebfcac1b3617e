"""Campaigns: where one stands, and what is told of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CampaignState(StrEnum):
    """Where a campaign stands."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class CampaignPlan:
    """What is told of a campaign when it is made or changed."""

    title: str
    goal: str
    audience: str
    area: str
    starts_on: date
    ends_on: date | None
    languages: list[str]
    producer: str
    state: CampaignState
