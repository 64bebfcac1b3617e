"""Background work of the outreach room."""

from core.jobs import job
from outreach.access import REMIND
from outreach.upkeep import (
    tell_deciders,
    tell_keepers,
    tell_of_links,
    tell_of_pilots,
    tell_of_sheets,
)


@job(allows=REMIND, hour="6", minute="10")
def remind_keepers() -> None:
    """Tell keepers of channels that went dark, or whose text is to be looked at again."""
    tell_keepers()


@job(allows=REMIND, hour="6", minute="15")
def remind_deciders() -> None:
    """Tell who decides on a channel's request that it waits for their word."""
    tell_deciders()


@job(allows=REMIND, hour="6", minute="20")
def remind_of_sheets() -> None:
    """Remind keepers of the monthly check-in."""
    tell_of_sheets()


@job(allows=REMIND, hour="6", minute="30")
def remind_of_pilots() -> None:
    """Remind coordinators of pilots that wait for an evaluation and a decision."""
    tell_of_pilots()


@job(allows=REMIND, hour="6", minute="40")
def remind_of_links() -> None:
    """Tell keepers of links whose address stands on the policy's list no more."""
    tell_of_links()
