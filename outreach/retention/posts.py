"""How long posts are kept, from the day for which they were planned, and revoked addresses."""

from sqlmodel import col

from outreach.models import Post, PostFeed
from policies.retention import register, rows

register(rows("outreach.post", Post, since=col(Post.planned_on)))
register(rows("outreach.feed", PostFeed, since=col(PostFeed.revoked_on)))
