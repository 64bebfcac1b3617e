"""Reads of the policies room."""

from policies.current import current
from policies.schema import Policy


def policy() -> Policy:
    """Give the policy that is followed, parsed once."""
    return current()
