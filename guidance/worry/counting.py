"""What is kept of worry tests: how many gave which answer in a month, each answer apart.

By day, the answers of a quiet day would be one person's, side by side.
"""

from typing import Any

from sqlmodel import Session

from core import clock
from core.db import add_up
from core.events import record
from guidance.events import ContentJudged, WorryTestDone
from guidance.models import WorryCount
from guidance.worry.condition import Answers
from guidance.worry.definition import Definition

DONE = "done"
HELPED = "helped"
JUDGEMENTS = ("yes", "somewhat", "no")


def count_done(session: Session, test: Definition, answers: Answers, origin: str) -> None:
    """Count a test that was filled in, and each of its answers apart from the others."""
    _count(session, test, DONE, "")
    for question, given in answers.items():
        for answer in given:
            _count(session, test, question, answer)
    record(session, WorryTestDone(test=test.id, origin=origin, day=clock.local_day()))


def count_content(session: Session, test: Definition, answer: str, origin: str) -> None:
    """Count whether the perspectives helped (R30); anything but an answer is counted nowhere."""
    if answer not in JUDGEMENTS:
        return
    _count(session, test, HELPED, answer)
    record(
        session,
        ContentJudged(test=test.id, helped=answer != "no", origin=origin, day=clock.local_day()),
    )


def _count(session: Session, test: Definition, question: str, answer: str) -> None:
    row: dict[str, Any] = {
        "day": clock.month_starts(clock.local_day()),
        "test": test.id,
        "version": test.version,
        "question": question,
        "answer": answer,
    }
    add_up(session, WorryCount, row)
