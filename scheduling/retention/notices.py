"""What workers have been told by the roster."""

from sqlmodel import col

from policies.retention import register, rows
from scheduling.models import Notice

register(rows("scheduling.notice", Notice, since=col(Notice.made_at)))
