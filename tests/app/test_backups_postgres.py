"""On PostgreSQL: data and keys are copied apart, and put back on other databases, where the words are read again."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from chat.errors import ConversationIsClosed
from chat.models import Conversation
from chat.transcript import since
from core import clock
from core.backups import Backup, NoBackup, back_up, copies_of_keys, put_back
from core.crypto import KeyStore
from core.db import Database, reading
from core.house import House, stand
from policies.sweep import sweep
from tests.people import People
from tests.people_chat import opened, talking
from tests.people_policies import NOW, conversation, conversations, with_words
from tests.postgres import database, postgres_binaries

pytestmark = pytest.mark.postgres


@pytest.fixture
def home(on_postgres: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Give the house on PostgreSQL, and its programs to whoever copies."""
    binaries = postgres_binaries()
    if binaries is None or not (binaries / "pg_dump").exists():
        pytest.skip("no pg_dump here")
    monkeypatch.setenv("PATH", f"{binaries}:{os.environ['PATH']}")
    return on_postgres


@pytest.fixture
def people(home: House) -> People:
    return People(home)


@contextmanager
def standing_elsewhere(home: House, server: str, data: Path, keys: Path | None) -> Iterator[None]:
    """Put copies back on databases that were empty a moment ago; without `keys` beside today's."""
    with database(server) as new_data, database(server) as new_keys:
        settings = home.settings.model_copy(
            update={
                "database_url": new_data,
                "keys_url": new_keys if keys else home.settings.keys_url,
            }
        )
        put_back(settings, data, keys)
        there = replace(
            home, settings=settings, database=Database(settings), keys=KeyStore(settings)
        )
        stand(there)
        yield
        stand(home)
        there.database.engine.dispose()
        there.keys.engine.dispose()


def words(conversation_id: UUID) -> int | None:
    """Count the messages that can be read, or none when their key is dead."""
    with reading() as session:
        found = session.get(Conversation, conversation_id)
        assert found
        try:
            return len(since(session, found, 0))
        except ConversationIsClosed:
            return None


def test_data_and_keys_lie_apart_and_of_the_keys_only_the_newest_stays(
    home: House, people: People, tmp_path: Path
):
    conversation(people.line().id, NOW)

    for hour in range(2):
        with clock.stopped(NOW + timedelta(hours=hour)):
            made = back_up(home.settings, tmp_path)

    data, keys = made.data.read_bytes(), made.keys.read_bytes()
    assert (b"chat_message" in data, b"keystore_key" in data) == (True, False)
    assert (b"chat_message" in keys, b"keystore_key" in keys) == (False, True)
    assert {one.stat().st_mode & 0o777 for one in (made.data, made.keys)} == {0o600}
    assert copies_of_keys(tmp_path / "keys") == [made.keys]
    assert len(list((tmp_path / "data").iterdir())) == 2


def test_when_both_servers_burn_the_worker_reads_the_conversation_on_new_ones(
    home: House, people: People, postgres_server: str, tmp_path: Path
):
    visitor, responder = talking(people, people.line())
    visitor.says("kuuletko?")
    responder.says("kuulen", to=visitor.conversation_id)
    made = back_up(home.settings, tmp_path)
    responder.socket.disconnect("/chat")

    with standing_elsewhere(home, postgres_server, made.data, made.keys):
        read = responder.connect().sync()["messages"]

    assert [opened(one["sealed"]) for one in read] == ["kuuletko?", "kuulen"]


def test_what_is_put_back_opens_with_todays_keys_and_what_died_stays_dead(
    home: House, people: People, postgres_server: str, tmp_path: Path
):
    line_id = people.line().id
    lives, dies = (conversation(line_id, NOW) for _ in range(2))
    made = back_up(home.settings, tmp_path)
    home.keys.destroy([dies])

    with standing_elsewhere(home, postgres_server, made.data, None):
        found = {one: words(one) for one in (lives, dies)}

    assert found == {lives: 1, dies: None}


def test_what_is_over_by_now_is_swept_before_anybody_can_ask_for_it(
    home: House, people: People, postgres_server: str, tmp_path: Path
):
    line_id = people.line().id
    fresh, over = (conversation(line_id, NOW.replace(day=day)) for day in (20, 12))
    made = back_up(home.settings, tmp_path)

    with standing_elsewhere(home, postgres_server, made.data, made.keys), clock.stopped(NOW):
        before = with_words()
        sweep()
        left = with_words()

    assert (before, left) == ({fresh, over}, {fresh})


def test_keys_that_are_older_than_a_day_are_not_put_back(home: House, tmp_path: Path):
    made = back_up(home.settings, tmp_path)

    with (
        clock.stopped(clock.now() + timedelta(hours=25)),
        pytest.raises(NoBackup, match="no_backup"),
    ):
        put_back(home.settings, None, made.keys)


@pytest.mark.parametrize("wrong", ["keys as data", "torn", "of SQLite"])
def test_a_file_that_is_no_backup_replaces_nothing(
    home: House, people: People, tmp_path: Path, wrong: str
):
    kept = conversation(people.line().id, NOW)
    made = back_up(home.settings, tmp_path)

    with pytest.raises(NoBackup):
        put_back(home.settings, spoiled(made, wrong), None)

    assert conversations() == {kept}


def spoiled(made: Backup, wrong: str) -> Path:
    if wrong == "keys as data":
        return made.keys
    if wrong == "of SQLite":
        return made.data.rename(made.data.with_suffix(".db"))
    whole = made.data.read_bytes()
    made.data.write_bytes(whole[: len(whole) * 2 // 3])
    return made.data
