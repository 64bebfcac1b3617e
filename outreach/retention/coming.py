"""How long announcements of rounds are kept after they are over."""

from sqlmodel import col

from outreach.models import ComingRound
from policies.retention import register, rows

register(rows("outreach.coming_round", ComingRound, since=col(ComingRound.ends_at)))
