"""Background work of the chat room."""

from sqlmodel import col, select

from chat.access import TEND
from chat.actions.emergency import forget
from chat.models import LocatedAddress
from core import clock
from core.db import checkpoint, transaction
from core.jobs import job
from policies.queries import policy


@job(allows=TEND, minute="*/10")
def forget_addresses() -> None:
    """Destroy the sealed addresses whose time is over; the nightly purge would come too late."""
    over = policy().emergency.keep.before(clock.now())
    with transaction() as session:
        old = select(LocatedAddress.id).where(col(LocatedAddress.made_at) <= over)
        gone = forget(session, list(session.exec(old).all()))
    if gone:
        checkpoint()
