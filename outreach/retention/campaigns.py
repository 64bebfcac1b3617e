"""How long counters are kept from their day, and campaigns and channels from their end.

Links are kept for good: one holds a place and a date and nothing about anybody, and its code must
never come to mean another place.
"""

from dataclasses import replace

from sqlmodel import Session, col, select

from outreach.actions.counting import move_count
from outreach.models import Campaign, Channel, LinkCount, Release, StageCount, StageMonth
from policies.retention import Ids, register, rows

_campaigns = rows("outreach.campaign", Campaign, since=col(Campaign.ends_on))


def purge_campaigns(session: Session, ids: Ids) -> int:
    """Delete campaigns; what was counted for them stays as their lines' figures."""
    counted = session.exec(select(StageCount).where(col(StageCount.campaign_id).in_(ids))).all()
    for row in counted:
        move_count(session, row.line_id, row.stage, row.day, campaign_id=None, by=row.n)
        session.delete(row)
    session.flush()
    return _campaigns.purge(session, ids)


register(replace(_campaigns, purge=purge_campaigns))
register(rows("outreach.channel", Channel, since=col(Channel.closed_on)))
register(rows("outreach.release", Release, since=col(Release.asked_at)))
register(rows("outreach.count", LinkCount, since=col(LinkCount.day)))
register(rows("outreach.count", StageCount, since=col(StageCount.day)))
register(rows("outreach.count", StageMonth, since=col(StageMonth.month)))
