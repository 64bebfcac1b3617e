"""How channels, campaigns, links and the steps of the funnel are called."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from outreach.schemas import (
    CampaignState,
    ChannelKind,
    ChannelState,
    IdentityMode,
    Medium,
    Scope,
    Stage,
)

WORDS: dict[type[StrEnum], dict[StrEnum, Any]] = {
    ChannelKind: {
        ChannelKind.INSTAGRAM: "Instagram",
        ChannelKind.FACEBOOK: "Facebook",
        ChannelKind.YOUTUBE: "YouTube",
        ChannelKind.SNAPCHAT: "Snapchat",
        ChannelKind.TIKTOK: "TikTok",
        ChannelKind.DISCORD: "Discord",
        ChannelKind.MASTODON: "Mastodon",
        ChannelKind.BLUESKY: "Bluesky",
        ChannelKind.WHATSAPP: "WhatsApp",
        ChannelKind.WEB: _l("Website"),
        ChannelKind.CHAT_EMBED: _l("Another chat"),
        ChannelKind.POSTER: _l("Posters"),
        ChannelKind.SCHOOL: _l("School"),
        ChannelKind.STREET_SPOT: _l("Street or meeting place"),
        ChannelKind.EVENT: _l("Event"),
    },
    IdentityMode: {
        IdentityMode.ORGANISATION: _l("As the organisation"),
        IdentityMode.ROLE: _l("In a professional role"),
        IdentityMode.NAMED_PROFESSIONAL: _l("As a professional with a name"),
    },
    Scope: {Scope.LOCAL: _l("Local"), Scope.NATIONAL: _l("Whole country")},
    ChannelState: {
        ChannelState.PROPOSED: _l("Proposed"),
        ChannelState.APPROVED: _l("Approved"),
        ChannelState.ACTIVE: _l("In use"),
        ChannelState.PAUSED: _l("Paused"),
        ChannelState.CLOSED: _l("Closed"),
    },
    CampaignState: {
        CampaignState.PLANNED: _l("Planned"),
        CampaignState.RUNNING: _l("Under way"),
        CampaignState.PAUSED: _l("Paused"),
        CampaignState.ENDED: _l("Ended"),
    },
    Medium: {
        Medium.STORY: _l("Story"),
        Medium.BIO: _l("Profile text"),
        Medium.POST: _l("Post"),
        Medium.DM: _l("Private message"),
        Medium.QR: _l("QR code"),
        Medium.PRINT: _l("Printed matter"),
        Medium.NFC: _l("NFC tag"),
    },
    Stage: {
        Stage.LANDING: _l("Saw the line's page"),
        Stage.CONTACT_ATTEMPT: _l("Asked to chat"),
        Stage.CONVERSATION: _l("Conversations"),
        Stage.OUTCOME_HELPED: _l("Helped in the chat"),
        Stage.OUTCOME_GUIDED: _l("Guided to a service"),
        Stage.OUTCOME_HELPED_AND_GUIDED: _l("Helped and guided"),
        Stage.OUTCOME_UNCLEAR: _l("Unclear"),
        Stage.OUTCOME_MISUSE: _l("Misuse, kept apart"),
        Stage.SERVICE_ADVISED: _l("Told about a service"),
        Stage.SERVICE_GUIDED: _l("Guided to a service"),
        Stage.SERVICE_ACCOMPANIED: _l("Accompanied to a service"),
    },
}

PILLS: dict[type[StrEnum], dict[StrEnum, str]] = {
    ChannelState: {
        ChannelState.PROPOSED: "waiting",
        ChannelState.APPROVED: "new",
        ChannelState.ACTIVE: "open",
        ChannelState.PAUSED: "",
        ChannelState.CLOSED: "closed",
    },
    CampaignState: {
        CampaignState.PLANNED: "new",
        CampaignState.RUNNING: "open",
        CampaignState.PAUSED: "waiting",
        CampaignState.ENDED: "closed",
    },
}
