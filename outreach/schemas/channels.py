"""Channels: their closed lists, and what is told of one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ChannelKind(StrEnum):
    """Where the organisation is present (R53, R63)."""

    INSTAGRAM = "instagram"
    FACEBOOK = "facebook"
    YOUTUBE = "youtube"
    SNAPCHAT = "snapchat"
    TIKTOK = "tiktok"
    DISCORD = "discord"
    MASTODON = "mastodon"
    BLUESKY = "bluesky"
    WHATSAPP = "whatsapp"
    WEB = "web"
    CHAT_EMBED = "chat_embed"
    POSTER = "poster"
    SCHOOL = "school"
    STREET_SPOT = "street_spot"
    EVENT = "event"


class IdentityMode(StrEnum):
    """As what a worker appears on a channel (R69)."""

    ORGANISATION = "organisation"
    ROLE = "role"
    NAMED_PROFESSIONAL = "named_professional"


class Scope(StrEnum):
    """How far a channel speaks (R70)."""

    LOCAL = "local"
    NATIONAL = "national"


class ChannelState(StrEnum):
    """Where a channel stands between the request and the end."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


def states_from(now: ChannelState | None) -> tuple[ChannelState, ...]:
    """Give the states that a channel's form may choose.

    None of them brings a channel into use: that is approving.
    """
    match now:
        case None:
            return (ChannelState.PROPOSED,)
        case ChannelState.PROPOSED | ChannelState.CLOSED:
            return (ChannelState.PROPOSED, ChannelState.CLOSED)
        case _:
            once = (ChannelState.APPROVED,) if now is ChannelState.APPROVED else ()
            return (*once, ChannelState.ACTIVE, ChannelState.PAUSED, ChannelState.CLOSED)


@dataclass(frozen=True, kw_only=True)
class ChannelPlan:
    """What is told of a channel when it is made or changed."""

    name: str
    kind: ChannelKind
    address: str
    identity_mode: IdentityMode
    disclosure: dict[str, str]
    scope: Scope
    state: ChannelState
    review_on: date | None
