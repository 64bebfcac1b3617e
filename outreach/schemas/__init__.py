"""The closed lists of the outreach room. Later lists only grow: every value is kept as its word."""

from outreach.schemas.campaigns import CampaignPlan, CampaignState, ChangeSource, ChangeTold
from outreach.schemas.channels import (
    ChannelKind,
    ChannelPlan,
    ChannelState,
    IdentityMode,
    Scope,
    states_from,
)
from outreach.schemas.counts import (
    BY_MONTH,
    OF_CAMPAIGNS,
    OUTCOMES,
    SERVICES,
    CountKind,
    Kinds,
    LineMonth,
    Span,
    Stage,
)
from outreach.schemas.lines import LineShown
from outreach.schemas.links import LinkPlan, Medium

__all__ = [
    "BY_MONTH",
    "OF_CAMPAIGNS",
    "OUTCOMES",
    "SERVICES",
    "CampaignPlan",
    "CampaignState",
    "ChangeSource",
    "ChangeTold",
    "ChannelKind",
    "ChannelPlan",
    "ChannelState",
    "CountKind",
    "IdentityMode",
    "Kinds",
    "LineMonth",
    "LineShown",
    "LinkPlan",
    "Medium",
    "Scope",
    "Span",
    "Stage",
    "states_from",
]
