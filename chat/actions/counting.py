"""Counts of conversations, raised and taken back in the transaction of what they count."""

from datetime import date
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from chat.models import Closing, Conversation, Count
from chat.schemas.closing import Counted
from core import clock
from core.db import add_up

SPANS = (20, 40, 60, 90)
"""Minutes that end a span: conversations are unhurried, 20 minutes to an hour and a half (R17)."""

Fact = tuple[Counted, str]


def facts(conversation: Conversation, closing: Closing | None) -> set[Fact]:
    """Say what a conversation adds to the counts; misuse adds that it was, and nothing else."""
    if conversation.is_misuse:
        return {(Counted.OUTCOME, "misuse")}
    if conversation.outcome is None:
        return set()
    told = {(Counted.OUTCOME, str(conversation.outcome))}
    if closing is None:
        return told
    end = "|missing" if closing.is_missing else ""
    told |= {(Counted.TOPIC, f"{topic}|{conversation.outcome}{end}") for topic in closing.topics}
    told.add((Counted.MINUTES, span_of(closing.minutes)))
    if closing.partner:
        told.add((Counted.PARTNER, closing.partner))
    return told


def span_of(minutes: int) -> str:
    """Name the span that a length lies in: `0-20`, `20-40` … `90-`."""
    ends = [0, *SPANS]
    low = max(end for end in ends if end <= minutes)
    high = next((end for end in SPANS if end > minutes), None)
    return f"{low}-{high or ''}"


def recount(
    session: Session, conversation: Conversation, before: set[Fact], after: set[Fact]
) -> None:
    """Take back what was counted and is true no more, and count what is true now, by month."""
    month = clock.month_starts(clock.local_day(conversation.closed_at))
    for what, detail in before - after:
        count(session, conversation.line_id, what, month, detail=detail, by=-1)
    for what, detail in after - before:
        count(session, conversation.line_id, what, month, detail=detail)


def count(
    session: Session, line_id: UUID, what: Counted, day: date, *, detail: str = "", by: int = 1
) -> None:
    """Let one counter go up, or down: never below nothing, whatever was not counted before."""
    if by < 0:
        session.connection().execute(
            update(Count)
            .where(col(Count.day) == day, col(Count.line_id) == line_id, col(Count.n) >= -by)
            .where(col(Count.what) == what, col(Count.detail) == detail)
            .values(n=col(Count.n) + by)
        )
        return
    add_up(session, Count, {"day": day, "line_id": line_id, "what": what, "detail": detail}, by)
