"""What may be done in the outreach room, and the only ways to its records: found, and yours."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session

from core.access import Permission, Resource, may, permission, require
from core.identity import Actor
from organisation.queries import all_lines
from outreach.errors import (
    NoSuchCampaign,
    NoSuchChannel,
    NoSuchHeader,
    NoSuchLink,
    NoSuchPilot,
    NoSuchPlace,
    NoSuchPost,
    NoSuchProcess,
    NoSuchRound,
    NoSuchSnapshot,
)
from outreach.models import (
    Area,
    Campaign,
    Channel,
    HeaderWord,
    Link,
    OutreachSession,
    Pair,
    Pilot,
    Post,
    Process,
    Snapshot,
)
from outreach.queries import link_by_code
from outreach.queries.pilots import pilot_of
from outreach.queries.processes import process_by_code
from outreach.queries.records import campaigns, lines_here, producers_of
from outreach.queries.requests import keepers_of
from outreach.schemas.posts import PostDeed

if TYPE_CHECKING:
    from organisation.models import Line

VIEW = permission("outreach.view", "See channels, links and what they were counted.")
CAMPAIGNS = permission(
    "outreach.campaigns",
    "See campaigns, their posts and counts; an outside producer those shared with them.",
)
POST = permission("outreach.post", "Write posts of campaigns, and say when one is out.")
APPROVE_POST = permission("outreach.approve_post", "Approve a post that somebody else wrote.")
EDIT = permission("outreach.edit", "Make and change channels, campaigns and links.")
APPROVE = permission("outreach.approve", "Bring a channel into use, or back into it.")
FIGURES = permission(
    "outreach.figures", "See the month's figures from link to service, and export closed months."
)
LOG = permission("outreach.log", "Tell of rounds, those met on them, and client meetings.")
PROCESS = permission(
    "outreach.process", "Keep processes under a code: only those that one keeps oneself."
)
PILOT = permission("outreach.pilot", "Keep a line's pilot: its checklist, evaluation and decision.")
PLACES = permission("outreach.places", "Name the areas and the pairs of street and online work.")
REMIND = permission("outreach.remind", "Tell the keepers of channels what waits for them.")
RELEASE = permission(
    "outreach.release", "Let a protected figure out for a reason, together with a second person."
)


def organisation_of(actor: Actor) -> UUID:
    """Give the organisation that a worker works in."""
    assert actor.organisation_id is not None  # noqa: S101  every worker has one
    return actor.organisation_id


def worker_of(actor: Actor) -> UUID:
    """Give the id of a worker who has signed in."""
    assert actor.id is not None  # noqa: S101  a session has its subject
    return actor.id


def access_channel(session: Session, actor: Actor, channel_id: UUID) -> Channel:
    """Find a channel of the actor's organisation. Raises `NoSuchChannel`."""
    found = session.get(Channel, channel_id)
    if found is None or found.organisation_id != actor.organisation_id:
        raise NoSuchChannel
    return found


def access_kept(session: Session, actor: Actor, channel_id: UUID) -> Channel:
    """Find a channel of which the actor may tell: its keepers, and whoever may change it.

    Raises `NoSuchChannel`.
    """
    found = access_channel(session, actor, channel_id)
    if not may(actor, EDIT) and actor.id not in keepers_of(session, channel_id):
        raise NoSuchChannel
    return found


def access_pilot(
    session: Session, actor: Actor, slug: str, wanted: Permission = VIEW
) -> tuple["Line", Pilot]:
    """Find the pilot of a line of the actor's organisation. Raises `NoSuchPilot`."""
    line = access_trial(session, actor, slug, wanted)
    found = pilot_of(session, line.id)
    if found is None:
        raise NoSuchPilot
    return line, found


def access_trial(session: Session, actor: Actor, slug: str, wanted: Permission = VIEW) -> "Line":
    """Find a line of the actor's organisation, live or not. Raises `NoSuchPilot`."""
    lines = all_lines(session, actor.organisation_id) if actor.organisation_id else []
    found = next((one for one in lines if one.slug == slug), None)
    if found is None:
        raise NoSuchPilot
    require(actor, wanted, Resource(line_id=found.id, organisation_id=found.organisation_id))
    return found


def access_snapshot(session: Session, actor: Actor, snapshot_id: UUID) -> Snapshot:
    """Find what was read of a file about a channel of the actor's organisation.

    Raises `NoSuchSnapshot`.
    """
    found = session.get(Snapshot, snapshot_id)
    channel = session.get(Channel, found.channel_id) if found else None
    if found is None or channel is None or channel.organisation_id != actor.organisation_id:
        raise NoSuchSnapshot
    return found


def access_header(session: Session, actor: Actor, word_id: UUID) -> HeaderWord:
    """Find a word of files that the actor's organisation added. Raises `NoSuchHeader`."""
    found = session.get(HeaderWord, word_id)
    if found is None or found.organisation_id != actor.organisation_id:
        raise NoSuchHeader
    return found


def access_round(session: Session, actor: Actor, round_id: UUID) -> OutreachSession:
    """Find a round of the actor's organisation. Raises `NoSuchRound`."""
    found = session.get(OutreachSession, round_id)
    if found is None or found.organisation_id != actor.organisation_id:
        raise NoSuchRound
    return found


def access_process(session: Session, actor: Actor, code: str) -> Process:
    """Find a process that the actor keeps, alone or as its second worker.

    Raises `NoSuchProcess`.
    """
    found = process_by_code(session, code)
    if found is None or actor.id not in {found.worker_id, found.second_id}:
        raise NoSuchProcess
    require(actor, PROCESS, Resource(owners=(found.worker_id, found.second_id)))
    return found


def access_place(
    session: Session, actor: Actor, kind: type[Area] | type[Pair], place_id: UUID
) -> Area | Pair:
    """Find an area or a pair of the actor's organisation. Raises `NoSuchPlace`."""
    is_area = kind is Area
    found = session.get(Area, place_id) if is_area else session.get(Pair, place_id)
    if found is None or found.organisation_id != actor.organisation_id:
        raise NoSuchPlace
    return found


def access_campaign(
    session: Session, actor: Actor, campaign_id: UUID, wanted: Permission = CAMPAIGNS
) -> Campaign:
    """Find a campaign of the actor's organisation that is shared with them if need be (R64).

    Raises `NoSuchCampaign`, or `NotAllowed` for one that may be seen and not changed.
    """
    found = session.get(Campaign, campaign_id)
    if found is None:
        raise NoSuchCampaign
    about = _whose(found, producers_of(session, [found.id])[found.id])
    if not may(actor, CAMPAIGNS, about):
        raise NoSuchCampaign
    require(actor, wanted, about)
    return found


def campaigns_seen(session: Session, actor: Actor) -> list[Campaign]:
    """List the campaigns that the actor may see, the newest first."""
    every = campaigns(session, actor.organisation_id)
    sharing = producers_of(session, [one.id for one in every])
    return [one for one in every if may(actor, CAMPAIGNS, _whose(one, sharing[one.id]))]


def _whose(campaign: Campaign, producers: list[UUID]) -> Resource:
    return Resource(owners=tuple(producers), organisation_id=campaign.organisation_id)


def access_post(
    session: Session, actor: Actor, post_id: UUID, wanted: Permission = CAMPAIGNS
) -> tuple[Campaign, Post]:
    """Find a post with its campaign. Raises `NoSuchPost`, or `NotAllowed`."""
    found = session.get(Post, post_id)
    if found is None:
        raise NoSuchPost
    try:
        return access_campaign(session, actor, found.campaign_id, wanted), found
    except NoSuchCampaign:
        raise NoSuchPost from None


def permission_for(deed: PostDeed) -> Permission:
    """Name what a deed on a post needs."""
    return APPROVE_POST if deed is PostDeed.APPROVE else POST


def access_link(session: Session, actor: Actor, code: str) -> Link:
    """Find a link to a line of the actor's organisation. Raises `NoSuchLink`."""
    found = link_by_code(session, code)
    if found is None or found.line_id not in {
        line.id for line in lines_here(session, actor.organisation_id)
    }:
        raise NoSuchLink
    return found
