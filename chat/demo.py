"""The demo's past evenings, so that the estimate of a wait rests on something."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

from sqlmodel import Session, select

from chat.models import Conversation
from chat.schemas import Outcome, State
from core import clock

LENGTHS = (22, 35, 48, 27, 61, 30, 41, 55, 24, 38, 33, 46)
"""Minutes, as conversations of this kind last (R17)."""


def seed(session: Session, line_id: UUID, responders: Iterable[UUID]) -> None:
    """Add ended conversations without a word in them: their keys never were."""
    if session.exec(select(Conversation.id)).first():
        return
    outcomes = list(Outcome)
    for responder_id in responders:
        for number, minutes in enumerate(LENGTHS):
            opened = clock.now() - timedelta(days=1 + number, hours=3)
            session.add(
                Conversation(
                    id=uuid4(),
                    line_id=line_id,
                    state=State.CLOSED,
                    responder_id=responder_id,
                    started_at=opened - timedelta(minutes=4 + number % 5),
                    opened_at=opened,
                    closed_at=opened + timedelta(minutes=minutes),
                    ended_by="visitor",
                    outcome=outcomes[number % 3] if number % 4 else None,
                )
            )
