"""Links: one code for one placement."""

import secrets
from datetime import date

from sqlmodel import Session

from core import clock
from outreach.errors import ChannelNotInUse, EndsBeforeItStarts, NoFreeCode
from outreach.models import Campaign, Channel, Link
from outreach.queries import link_by_code
from outreach.queries.leading import allowed
from outreach.queries.records import IN_USE
from outreach.schemas import LinkPlan

# No vowels, so that no words come about by chance; nothing that is misread (0 o, 1 l i, u v).
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
CODE_LENGTH = 6
DRAWS = 8


def add_link(
    session: Session, plan: LinkPlan, *, campaign: Campaign | None, channel: Channel | None
) -> Link:
    """Make a link for one placement under a code of its own.

    Raises `ChannelNotInUse` for a channel that is not approved, `EndsBeforeItStarts`, and
    `TargetRefused` for an address to which no link may lead.
    """
    if channel is not None and channel.state not in IN_USE:
        raise ChannelNotInUse
    if plan.active_until is not None and plan.active_until < plan.active_from:
        raise EndsBeforeItStarts
    target = allowed(plan.target) if plan.target else None

    link = Link(
        code=_free_code(session),
        line_id=plan.line_id,
        campaign_id=campaign.id if campaign else None,
        channel_id=channel.id if channel else None,
        placement=plan.placement,
        medium=plan.medium,
        active_from=plan.active_from,
        active_until=plan.active_until,
        target=target,
    )
    session.add(link)
    return link


def close_link(link: Link, *, day: date | None = None) -> None:
    """Take a placement out of use: today is its last day; later its address only shows the line."""
    last = max(day or clock.local_day(), link.active_from)
    link.active_until = min(link.active_until or last, last)


def _free_code(session: Session) -> str:
    """Draw a code that no link has; the unique column has the last word."""
    for _attempt in range(DRAWS):
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        if link_by_code(session, code) is None:
            return code
    raise NoFreeCode
