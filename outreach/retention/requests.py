"""How long channel requests are kept: from their decision, or from the last word on them."""

from typing import Any

from sqlalchemy import func
from sqlmodel import col

from outreach.models import ChannelRequest
from policies.retention import register, rows

_last: Any = func.coalesce(col(ChannelRequest.ended_on), col(ChannelRequest.moved_on))
register(rows("outreach.channel_request", ChannelRequest, since=_last))
