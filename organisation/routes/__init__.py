"""Pages of the organisation room: signing in, one's own account, the team, the lines."""

from organisation.routes import (
    account,
    embedding,
    invitations,
    lines,
    professions,
    signing_in,
    team,
    units,
)
from organisation.routes.doors import bp

__all__ = [
    "account",
    "bp",
    "embedding",
    "invitations",
    "lines",
    "professions",
    "signing_in",
    "team",
    "units",
]
