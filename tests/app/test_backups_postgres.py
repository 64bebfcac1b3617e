"""On PostgreSQL: copied and put back by the very commands of the operator's page, data and keys apart."""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Table
from sqlmodel import SQLModel

from chat.errors import ConversationIsClosed
from chat.models import Conversation, Message
from chat.transcript import since
from core.crypto import KeyStore
from core.db import Database, reading
from core.house import House, stand
from tests.house.tree import ROOT
from tests.people import People
from tests.people_policies import NOW, conversation
from tests.servers import database, postgres_binaries

pytestmark = pytest.mark.postgres

MESSAGES = Message.__table__  # type: ignore[attr-defined]
COMMANDS = re.compile(r"```sh\n(pg_.*?)```", re.DOTALL)


@pytest.fixture
def home(standing: House, tmp_path: Path, postgres_server: str) -> Iterator[House]:
    """Give the house with its data in one PostgreSQL database and its keys in another."""
    with database(postgres_server) as data, database(postgres_server) as keys:
        settings = standing.settings.model_copy(
            update={"data_dir": tmp_path, "database_url": data, "keys_url": keys}
        )
        moved = replace(
            standing, settings=settings, database=Database(settings), keys=KeyStore(settings)
        )
        stand(moved)
        SQLModel.metadata.create_all(moved.database.engine, tables=list(needed(MESSAGES)))
        yield moved
        moved.database.engine.dispose()
        moved.keys.engine.dispose()
    stand(standing)


def needed(table: Table) -> set[Table]:
    """Name a table with all that its rows point at: every table of the house would take seconds."""
    others = {one.column.table for one in table.foreign_keys} - {table}
    return {table}.union(*map(needed, others))


def words(conversation_id: UUID) -> int | None:
    """Count the messages that can be read, or none when their key is dead."""
    with reading() as session:
        found = session.get(Conversation, conversation_id)
        assert found
        try:
            return len(since(session, found, 0))
        except ConversationIsClosed:
            return None


def do(home: House, folder: Path, step: int, data: str) -> list[str]:
    """Do a step of the page, as it stands there; gives the names of the copies."""
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip("no pg_dump here")
    environment = {
        "PATH": f"{binaries}:{os.environ['PATH']}",
        "DATA_COPY": str(folder / "data.dump"),
        "KEYS_COPY": str(folder / "keys.dump"),
        "RINNALLA_DATABASE_URL": data.replace("+psycopg", ""),
        "RINNALLA_KEYS_URL": home.settings.keys_database.replace("+psycopg", ""),
    }
    command = COMMANDS.findall((ROOT / "docs/operating.md").read_text())[step]
    done = subprocess.run(
        ["/bin/sh", "-ec", command], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return sorted(one.name for one in folder.iterdir())


def test_what_is_put_back_opens_with_todays_keys_and_what_died_stays_dead(
    home: House, people: People, postgres_server: str, tmp_path: Path
):
    line_id = people.line().id
    lives, dies = (conversation(line_id, NOW) for _ in range(2))
    copies = tmp_path / "copies"
    copies.mkdir()

    assert do(home, copies, 0, home.settings.database) == ["data.dump", "keys.dump"]
    home.keys.destroy([dies])
    with database(postgres_server) as anew:
        do(home, copies, 1, anew)
        settings = home.settings.model_copy(update={"database_url": anew})
        restored = replace(home, settings=settings, database=Database(settings))
        stand(restored)
        found = {one: words(one) for one in (lives, dies)}
        restored.database.engine.dispose()

    assert found == {lives: 1, dies: None}
    assert b"keystore_key" not in (copies / "data.dump").read_bytes()
