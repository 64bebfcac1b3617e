"""What is counted of a day: who asked, who was taken, who left, and how long they had waited."""

from datetime import timedelta

from chat.actions.counting import count
from chat.events import ContactAttempted, ConversationClosed, ConversationOpened
from chat.models import Conversation
from chat.schemas.closing import Counted
from chat.schemas.waits import wait_span
from core import clock
from core.db import transaction
from core.events import listens

SOON = timedelta(minutes=2)
"""Whoever leaves by then has hardly waited: counted apart from those who gave up."""


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
        found = session.get(Conversation, happened.conversation_id)
        if happened.is_first and found and found.opened_at:
            span = wait_span(found.opened_at - found.started_at)
            count(session, happened.line_id, Counted.WAITED, clock.local_day(), detail=span)


@listens(ConversationClosed)
def _left(happened: ConversationClosed) -> None:
    if happened.was_open:
        return
    with transaction() as session:
        left = session.get(Conversation, happened.conversation_id)
        if left is None or left.closed_at is None:
            return
        waited, day = left.closed_at - left.started_at, clock.local_day(left.closed_at)
        what = Counted.LEFT_SOON if waited <= SOON else Counted.LEFT_LATE
        count(session, happened.line_id, what, day)
        span = wait_span(waited)
        count(session, happened.line_id, Counted.WAITED_IN_VAIN, day, detail=span)
