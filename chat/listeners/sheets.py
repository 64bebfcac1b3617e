"""A handover sheet goes when it has been read, with its conversation, or when its time is over."""

from chat.access import TEND
from chat.actions import sheets
from chat.events import ConversationClosed
from core import clock
from core.db import transaction
from core.events import listens
from core.rounds import rounds
from policies.queries import policy


@listens(ConversationClosed)
def _tear_up(closed: ConversationClosed) -> None:
    with transaction() as session:
        sheets.tear_up(session, closed.conversation_id)


@rounds(seconds=300, allows=TEND)
def tear_up_unread_sheets() -> None:
    """Delete the sheets whose time is over: the nightly purge would come hours too late."""
    keep = policy().retention["chat.handover_sheet"].keep
    if keep is not None:
        with transaction() as session:
            sheets.tear_up_older(session, keep.before(clock.now()))
