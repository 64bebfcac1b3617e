"""On PostgreSQL: copied and put back by the very commands of the operator's page, data and keys apart."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest

from chat.errors import ConversationIsClosed
from chat.models import Conversation
from chat.transcript import since
from core import clock
from core.crypto import KeyStore
from core.db import Database, reading
from core.house import House, stand
from policies.sweep import sweep
from tests.house.tree import ROOT
from tests.people import People
from tests.people_chat import opened, talking
from tests.people_policies import NOW, conversation, with_words
from tests.postgres import database, postgres_binaries

pytestmark = pytest.mark.postgres

COMMANDS = re.compile(r"```sh\n(pg_.*?)```", re.DOTALL)
COPY, DATA_BACK, KEYS_BACK = range(3)


@dataclass
class Copies:
    """A house, and the folder with what an operator copied of it."""

    home: House
    folder: Path

    def do(self, step: int, *, data: str, keys: str) -> None:
        """Do a step of the page, as it stands there."""
        binaries = postgres_binaries()
        if binaries is None:
            pytest.skip("no pg_dump here")
        environment = {
            "PATH": f"{binaries}:{os.environ['PATH']}",
            "DATA_COPY": str(self.folder / "data.dump"),
            "KEYS_COPY": str(self.folder / "keys.dump"),
            "RINNALLA_DATABASE_URL": data.replace("+psycopg", ""),
            "RINNALLA_KEYS_URL": keys.replace("+psycopg", ""),
        }
        command = COMMANDS.findall((ROOT / "docs/operating.md").read_text("utf-8"))[step]
        done = subprocess.run(
            ["/bin/sh", "-ec", command],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    @contextmanager
    def put_back(self, server: str, *, keys_too: bool) -> Iterator[House]:
        """Let the house stand on databases that were empty a moment ago; without `keys_too` on today's keys."""
        today = self.home.settings
        with ExitStack() as own:
            data = own.enter_context(database(server))
            keys = own.enter_context(database(server)) if keys_too else today.keys_database
            self.do(DATA_BACK, data=data, keys=keys)
            if keys_too:
                self.do(KEYS_BACK, data=data, keys=keys)
            settings = today.model_copy(update={"database_url": data, "keys_url": keys})
            there = replace(
                self.home, settings=settings, database=Database(settings), keys=KeyStore(settings)
            )
            stand(there)
            yield there
            stand(self.home)
            there.database.engine.dispose()
            there.keys.engine.dispose()


@pytest.fixture
def people(on_postgres: House) -> People:
    return People(on_postgres)


@pytest.fixture
def copies(on_postgres: House, tmp_path: Path) -> Copies:
    folder = tmp_path / "copies"
    folder.mkdir()
    return Copies(on_postgres, folder)


def copy(copies: Copies) -> None:
    settings = copies.home.settings
    copies.do(COPY, data=settings.database, keys=settings.keys_database)


def words(conversation_id: UUID) -> int | None:
    """Count the messages that can be read, or none when their key is dead."""
    with reading() as session:
        found = session.get(Conversation, conversation_id)
        assert found
        try:
            return len(since(session, found, 0))
        except ConversationIsClosed:
            return None


def test_data_and_keys_lie_apart(copies: Copies, people: People):
    conversation(people.line().id, NOW)

    copy(copies)

    data, keys = ((copies.folder / f"{one}.dump").read_bytes() for one in ("data", "keys"))
    assert sorted(one.name for one in copies.folder.iterdir()) == ["data.dump", "keys.dump"]
    assert (b"chat_message" in data, b"keystore_key" in data) == (True, False)
    assert (b"chat_message" in keys, b"keystore_key" in keys) == (False, True)


def test_when_both_servers_burn_the_worker_reads_the_conversation_on_new_ones(
    copies: Copies, people: People, postgres_server: str
):
    visitor, responder = talking(people, people.line())
    visitor.says("kuuletko?")
    responder.says("kuulen", to=visitor.conversation_id)
    copy(copies)
    responder.socket.disconnect("/chat")

    with copies.put_back(postgres_server, keys_too=True):
        read = responder.connect().sync()["messages"]

    assert [opened(one["sealed"]) for one in read] == ["kuuletko?", "kuulen"]


def test_what_is_put_back_opens_with_todays_keys_and_what_died_stays_dead(
    copies: Copies, people: People, postgres_server: str
):
    line_id = people.line().id
    lives, dies = (conversation(line_id, NOW) for _ in range(2))
    copy(copies)
    copies.home.keys.destroy([dies])

    with copies.put_back(postgres_server, keys_too=False):
        found = {one: words(one) for one in (lives, dies)}

    assert found == {lives: 1, dies: None}


def test_what_is_over_by_now_is_swept_before_anybody_can_ask_for_it(
    copies: Copies, people: People, postgres_server: str
):
    line_id = people.line().id
    fresh, over = (conversation(line_id, NOW.replace(day=day)) for day in (20, 12))
    copy(copies)

    with copies.put_back(postgres_server, keys_too=True), clock.stopped(NOW):
        before = with_words()
        sweep()
        left = with_words()

    assert (before, left) == ({fresh, over}, {fresh})
