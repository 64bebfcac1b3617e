"""Campaigns: where one stands, what is told of it, and where a change of it came from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from outreach.schemas.channels import Scope


class CampaignState(StrEnum):
    """Where a campaign stands."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class ChangeSource(StrEnum):
    """Whose feedback caused a change (R34)."""

    YOUNG = "young"
    RESPONDERS = "responders"
    KEEPERS = "keepers"
    PARTNER = "partner"
    FIGURES = "figures"
    OWN = "own"


@dataclass(frozen=True, kw_only=True)
class CampaignPlan:
    """What is told of a campaign when it is made or changed.

    `producer` is an organisation's name (R64); money is whole euros.
    """

    title: str
    goal: str
    audience: str
    area: str
    scope: Scope
    starts_on: date
    ends_on: date | None
    languages: list[str]
    producer: str
    hypothesis: str
    budget_euros: int
    spent_euros: int
    hours_planned: int
    hours_used: int
    state: CampaignState


@dataclass(frozen=True, kw_only=True)
class ChangeTold:
    """One line of the change log, as it is told."""

    day: date
    what: str
    why: str
    source: ChangeSource
