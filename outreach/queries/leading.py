"""Links that lead outside the house: what is said there, and those that may not lead there now."""

from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from core import clock
from core.house import house
from outreach.errors import TargetRefused
from outreach.models import Campaign, Channel, Link
from outreach.targets import CameFrom, dressed, fit
from policies.queries import policy

WEEK = 7


def allowed(written: str) -> str:
    """Give an address as a link keeps it. Raises `TargetRefused`."""
    return fit(written, own=_own(), hosts=policy().outreach.link_hosts)


def may_lead(target: str) -> bool:
    """Whether the policy still lets links lead to an address that one of them keeps."""
    try:
        allowed(target)
    except TargetRefused:
        return False
    return True


def outward(session: Session, link_id: UUID, target: str, *, scanned: bool) -> str:
    """Give the address to which a visit by this link goes."""
    begins = (col(Campaign.title), col(Campaign.starts_on))
    code, medium, placement, kind, title, begun = session.execute(
        select_columns(
            col(Link.code), col(Link.medium), col(Link.placement), col(Channel.kind), *begins
        )
        .select_from(Link)
        .outerjoin(Channel, col(Channel.id) == Link.channel_id)
        .outerjoin(Campaign, col(Campaign.id) == Link.campaign_id)
        .where(col(Link.id) == link_id)
    ).one()
    came = CameFrom(
        channel=kind, medium=medium, placement=placement, campaign=title or "", begun=begun
    )
    return dressed(target, came.said(scanned=scanned), own=_own(), code=code)


def astray(session: Session) -> list[Link]:
    """List the links in use whose address the policy allows no more, not told of for a week."""
    today = clock.local_day()
    found = select(Link).where(col(Link.target).is_not(None))
    return [
        one
        for one in session.exec(found.order_by(Link.placement)).all()
        if one.is_active(today)
        and not may_lead(one.target or "")
        and (one.told_on is None or (today - one.told_on).days >= WEEK)
    ]


def _own() -> str:
    return house().settings.public_url
