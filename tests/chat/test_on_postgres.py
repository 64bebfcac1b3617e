"""The same conversation on PostgreSQL: one statement takes the sequence number there too."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlmodel import Session

from chat import actions
from chat.errors import HandsFull
from chat.models import Conversation
from core.db import transaction
from core.house import House
from core.identity import Actor, Kind
from scheduling.queries import on_duty
from tests.chat.test_conversation import (
    line,
    test_a_message_sent_twice_is_there_once,
    test_a_visitor_waits_is_taken_and_talks,
    test_after_the_end_nothing_more_is_said,
    test_only_one_of_two_responders_gets_the_conversation,
    test_somebody_elses_conversation_and_none_are_told_alike,
    test_what_a_responder_waits_longest_to_answer_is_known,
    test_who_comes_back_gets_what_was_missed_once_and_in_order,
)
from tests.people import People
from tests.people_chat import a_responder, a_visitor

pytestmark = pytest.mark.postgres

__all__ = [
    "line",
    "test_a_message_sent_twice_is_there_once",
    "test_a_visitor_waits_is_taken_and_talks",
    "test_after_the_end_nothing_more_is_said",
    "test_only_one_of_two_responders_gets_the_conversation",
    "test_somebody_elses_conversation_and_none_are_told_alike",
    "test_what_a_responder_waits_longest_to_answer_is_known",
    "test_who_comes_back_gets_what_was_missed_once_and_in_order",
]


@pytest.fixture
def people(on_postgres: House) -> People:
    return People(on_postgres)


@pytest.fixture
def session(on_postgres: House) -> Iterator[Session]:
    with on_postgres.database.session() as opened:
        yield opened


def test_whoever_presses_everywhere_at_once_gets_no_more_than_the_line_allows(people: People):
    line = people.line(places_each=1)
    responder = a_responder(people, line)
    waiting = [a_visitor(people, line).conversation_id for _ in range(4)]
    with people.home.database.session() as session:
        [aino] = on_duty(session, line.id)
    actor = Actor(kind=Kind.WORKER, id=aino, lines=frozenset({line.id}))

    def takes(conversation_id: UUID) -> bool:
        try:
            with transaction() as session:
                actions.claim(session, actor, session.get_one(Conversation, conversation_id))
        except HandsFull:
            return False
        return True

    with ThreadPoolExecutor(len(waiting)) as pool:
        taken = list(pool.map(takes, waiting))

    assert taken.count(True) == 1
    assert len(responder.ask("desk")["own"]) == 1
