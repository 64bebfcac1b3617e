"""The same conversation on PostgreSQL: one statement takes the sequence number there too."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from core.crypto import KeyStore
from core.db import Database
from core.house import House, stand
from core.limits import limiter
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
def home(standing: House, tmp_path: Path, fresh_postgres_url: str) -> Iterator[House]:
    """Give the house on an empty PostgreSQL database; the keys stay in a file of their own."""
    settings = standing.settings.model_copy(
        update={"data_dir": tmp_path, "database_url": fresh_postgres_url}
    )
    moved = replace(
        standing, settings=settings, database=Database(settings), keys=KeyStore(settings)
    )
    stand(moved)
    limiter.reset()
    SQLModel.metadata.create_all(moved.database.engine)
    yield moved
    standing.live.connected.clear()
    moved.database.engine.dispose()
    moved.keys.engine.dispose()
    stand(standing)
