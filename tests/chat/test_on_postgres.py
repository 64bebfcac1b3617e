"""The same conversation on PostgreSQL: one statement takes the sequence number there too."""

import pytest

from core.house import House
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
