"""Pages of the organisation room: signing in, one's own account, the team, the lines."""

from organisation.routes import (
    account,
    embedding,
    invitations,
    keys,
    lines,
    professions,
    public_keys,
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
    "keys",
    "lines",
    "professions",
    "public_keys",
    "signing_in",
    "team",
    "units",
]
