"""How long what platforms told is kept: from the month that it tells of."""

from sqlmodel import col

from outreach.models import Snapshot
from policies.retention import register, rows

register(rows("outreach.platform", Snapshot, since=col(Snapshot.month)))
