"""What the guidance room keeps for a time: imports by moment, counts of referrals by day."""

from sqlmodel import col

from guidance.models import ImportRun, Packet, ReactionCount, Referral, SearchCount, WorryCount
from policies.retention import register, rows

register(rows("guidance.import", ImportRun, since=col(ImportRun.ran_at)))
register(rows("guidance.packet", Packet, since=col(Packet.released_at)))
register(rows("guidance.referral", Referral, since=col(Referral.day)))
register(rows("guidance.referral", ReactionCount, since=col(ReactionCount.day)))
register(rows("guidance.search_count", SearchCount, since=col(SearchCount.day)))
register(rows("guidance.worry_count", WorryCount, since=col(WorryCount.day)))
