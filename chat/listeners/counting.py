"""What the board counts of a day: who asked, who was taken, who left before an answer."""

from datetime import timedelta

from chat.actions.counting import count
from chat.events import ContactAttempted, ConversationClosed, ConversationOpened
from chat.models import Conversation
from chat.schemas.closing import Counted
from core import clock
from core.db import transaction
from core.events import listens

SOON = timedelta(minutes=2)
"""Whoever leaves sooner has hardly waited: counted apart from those who gave up."""


@listens(ContactAttempted)
def _attempted(happened: ContactAttempted) -> None:
    with transaction() as session:
        count(session, happened.line_id, Counted.ATTEMPT, clock.local_day())
        now = clock.local(clock.now())
        month = clock.month_starts(now.date())
        count(
            session,
            happened.line_id,
            Counted.ASKED_AT,
            month,
            detail=f"{now.isoweekday()}|{now.hour}",
        )


@listens(ConversationOpened)
def _opened(happened: ConversationOpened) -> None:
    with transaction() as session:
        count(session, happened.line_id, Counted.OPENED, clock.local_day())


@listens(ConversationClosed)
def _left(happened: ConversationClosed) -> None:
    if happened.was_open:
        return
    with transaction() as session:
        left = session.get(Conversation, happened.conversation_id)
        if left is None or left.closed_at is None:
            return
        is_soon = left.closed_at - left.started_at < SOON
        what = Counted.LEFT_SOON if is_soon else Counted.LEFT_LATE
        count(session, happened.line_id, what, clock.local_day(left.closed_at))
