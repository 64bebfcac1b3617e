"""How long pilots are kept: from the last decision on them."""

from sqlmodel import col

from outreach.models import Pilot
from policies.retention import register, rows

register(rows("outreach.pilot", Pilot, since=col(Pilot.decided_on)))
