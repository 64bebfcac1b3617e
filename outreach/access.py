"""What may be done in the outreach room, and the only ways to its records: found, and yours."""

from uuid import UUID

from sqlmodel import Session

from core.access import permission
from core.identity import Actor
from outreach.errors import NoSuchCampaign, NoSuchChannel, NoSuchLink
from outreach.models import Campaign, Channel, Link
from outreach.queries import link_by_code
from outreach.queries.records import lines_here

VIEW = permission("outreach.view", "See channels, campaigns, links and what they were counted.")
EDIT = permission("outreach.edit", "Make and change channels, campaigns and links.")
APPROVE = permission("outreach.approve", "Bring a channel into use, or back into it.")
FIGURES = permission(
    "outreach.figures", "See the month's figures from link to service, and export closed months."
)
RELEASE = permission(
    "outreach.release", "Let a protected figure out for a reason, together with a second person."
)


def access_channel(session: Session, actor: Actor, channel_id: UUID) -> Channel:
    """Find a channel of the actor's organisation. Raises `NoSuchChannel`."""
    found = session.get(Channel, channel_id)
    if found is None or found.organisation_id != actor.organisation_id:
        raise NoSuchChannel
    return found


def access_campaign(session: Session, actor: Actor, campaign_id: UUID) -> Campaign:
    """Find a campaign of the actor's organisation. Raises `NoSuchCampaign`."""
    found = session.get(Campaign, campaign_id)
    if found is None or found.organisation_id != actor.organisation_id:
        raise NoSuchCampaign
    return found


def access_link(session: Session, actor: Actor, code: str) -> Link:
    """Find a link to a line of the actor's organisation. Raises `NoSuchLink`."""
    found = link_by_code(session, code)
    if found is None or found.line_id not in {
        line.id for line in lines_here(session, actor.organisation_id)
    }:
        raise NoSuchLink
    return found
