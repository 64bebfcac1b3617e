"""What workers told the roster about themselves, once they have left."""

from sqlmodel import col

from policies.retention import register, rows
from scheduling.models import Profile

register(rows("scheduling.profile", Profile, since=col(Profile.ended_at)))
