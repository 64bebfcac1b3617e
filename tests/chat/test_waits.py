"""How long people wait is counted by spans, once for each who is answered or leaves."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from chat.models import Count
from chat.schemas.closing import Counted
from chat.schemas.waits import wait_span
from core import clock
from tests.people import People
from tests.people_chat import a_responder, a_visitor

MINUTE = timedelta(minutes=1)


def waits(session: Session, what: Counted) -> dict[str, int]:
    session.rollback()
    rows = session.exec(select(Count).where(Count.what == what)).all()
    found: Counter[str] = Counter()
    for one in rows:
        found[one.detail] += one.n
    return dict(found)


@pytest.mark.parametrize(
    ("seconds", "span"),
    [(0, "1"), (60, "1"), (61, "2"), (300, "5"), (3600, "60"), (3601, "more")],
)
def test_a_wait_is_counted_by_the_minutes_that_end_its_span(seconds: int, span: str):
    assert wait_span(timedelta(seconds=seconds)) == span


def test_a_wait_ends_with_the_first_answer_and_is_counted_once(people: People, session: Session):
    line = people.line()
    aino, visitor = a_responder(people, line), a_visitor(people, line)
    wanted = {"conversation_id": str(visitor.conversation_id)}

    with clock.stopped(clock.now() + 6 * MINUTE):
        aino.ask("claim", **wanted)
    aino.ask("to_queue", because="shift_ends", **wanted)
    with clock.stopped(clock.now() + 40 * MINUTE):
        aino.ask("claim", **wanted)

    assert waits(session, Counted.OPENED) == {"": 2}
    assert waits(session, Counted.WAITED) == {"10": 1}
    assert waits(session, Counted.WAITED_IN_VAIN) == {}


def test_who_is_away_when_their_turn_comes_has_waited_until_it_came(
    people: People, session: Session
):
    line = people.line()
    aino, visitor = a_responder(people, line), a_visitor(people, line)
    visitor.socket.disconnect("/chat")

    with clock.stopped(clock.now() + 3 * MINUTE):
        aino.ask("claim", conversation_id=str(visitor.conversation_id))
    visitor.connect()

    assert waits(session, Counted.WAITED) == {"5": 1}


def test_who_leaves_before_an_answer_has_waited_in_vain(people: People, session: Session):
    line = people.line()
    a_responder(people, line)
    visitor = a_visitor(people, line)

    with clock.stopped(clock.now() + 25 * MINUTE):
        visitor.ask("close", conversation_id=str(visitor.conversation_id))

    assert waits(session, Counted.WAITED_IN_VAIN) == {"30": 1}
    assert waits(session, Counted.WAITED) == {}
