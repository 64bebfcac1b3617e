"""How long posts are kept: from the day for which they were planned."""

from sqlmodel import col

from outreach.models import Post
from policies.retention import register, rows

register(rows("outreach.post", Post, since=col(Post.planned_on)))
