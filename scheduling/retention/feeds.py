"""Calendar addresses that may be purged."""

from sqlmodel import col

from policies.retention import register, rows
from scheduling.models import Feed

# An address is kept as long as it is used; revoked ones go by the policy's time.
register(rows("scheduling.feed", Feed, since=col(Feed.revoked_at)))
