"""What the guidance room keeps for a time: by moment, or counted by day."""

from sqlmodel import col

from guidance.models import (
    Change,
    GuideCount,
    GuideWork,
    ImportRun,
    NeedCount,
    Packet,
    ReactionCount,
    ReadingCount,
    Referral,
    SearchCount,
    Suggestion,
    WorryCount,
)
from policies.retention import register, rows

register(rows("guidance.change", Change, since=col(Change.at)))
register(rows("guidance.guide_count", GuideCount, since=col(GuideCount.day)))
register(rows("guidance.guide_work", GuideWork, since=col(GuideWork.at)))
register(rows("guidance.import", ImportRun, since=col(ImportRun.ran_at)))
register(rows("guidance.packet", Packet, since=col(Packet.released_at)))
register(rows("guidance.reading_count", ReadingCount, since=col(ReadingCount.day)))
register(rows("guidance.referral", Referral, since=col(Referral.day)))
register(rows("guidance.referral", ReactionCount, since=col(ReactionCount.day)))
register(rows("guidance.search_count", SearchCount, since=col(SearchCount.day)))
register(rows("guidance.suggestion", Suggestion, since=col(Suggestion.told_on)))
register(rows("guidance.worry_count", NeedCount, since=col(NeedCount.day)))
register(rows("guidance.worry_count", WorryCount, since=col(WorryCount.day)))
