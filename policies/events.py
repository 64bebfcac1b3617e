"""What the policies room tells."""

from dataclasses import dataclass

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class PolicyApproved(Event):
    """Two people have approved a version; it begins at its moment."""

    number: int
