"""Models and migrations agree; the tables can be made from nothing, taken away and made again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, make_url, text
from sqlmodel import SQLModel

from app.migrate import config, upgrade
from app.paths import MIGRATIONS
from app.tables import driver_url, is_current, needed
from core.house import House
from tests.conftest import settings_in
from tests.postgres import database as a_database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def history(request: pytest.FixtureRequest) -> str:
    """Give the address of a database of each kind that the whole history has made from nothing."""
    if request.param == "sqlite":
        return f"sqlite:///{request.getfixturevalue('migrated')}"
    return str(request.getfixturevalue("migrated_postgres"))


@pytest.fixture(name="database")
def _database(history: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a copy of it."""
    made = make_url(history)
    if made.get_backend_name() == "sqlite":
        shutil.copy(str(made.database), tmp_path / "copy.db")
        yield f"sqlite:///{tmp_path / 'copy.db'}"
    else:
        server = request.getfixturevalue("postgres_server")
        with a_database(server, template=str(made.database)) as url:
            yield url


OF_THE_DATABASES_OWN_KIND = "guidance_words"
"""The index of words: FTS5 with tables of its own on SQLite, a tsvector on PostgreSQL; no model."""


def tables(url: str) -> set[str]:
    engine = create_engine(driver_url(url))
    found = {one for one in inspect(engine).get_table_names() if is_a_models(one)}
    engine.dispose()
    return found


def is_a_models(name: str | None) -> bool:
    return not (name or "").startswith(OF_THE_DATABASES_OWN_KIND)


def differences(url: str) -> list[object]:
    engine = create_engine(driver_url(url))
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _parents: kind != "table" or is_a_models(name),
            },
        )
        found = compare_metadata(context, SQLModel.metadata)
    engine.dispose()
    return [one for one in found if "alembic_version" not in repr(one)]


def test_the_history_has_one_end():
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_migrations_are_numbered_in_their_order():
    history = [one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]

    assert history[::-1] == [f"{number:04}" for number in range(1, len(history) + 1)]
    assert needed() == history[0]


def test_the_tables_are_made_from_nothing_and_are_those_of_the_models(history, tmp_path):
    assert is_current(settings_in(tmp_path, database_url=history))
    assert tables(history) == {*SQLModel.metadata.tables, "alembic_version"}
    assert differences(history) == []


def test_the_index_of_words_is_made_by_the_history_as_by_the_models(database):
    by_history = made(database)

    engine = create_engine(driver_url(database))
    found = SQLModel.metadata.tables
    documents = [found[f"guidance_{one}"] for one in ("document", "document_area", "open_span")]
    SQLModel.metadata.drop_all(engine, tables=documents)
    SQLModel.metadata.create_all(engine, tables=documents)
    engine.dispose()

    assert by_history == made(database) != []


def made(url: str) -> list[str]:
    """Say how the database holds the index of words: its columns, or the statement that made it."""
    engine = create_engine(driver_url(url))
    asked = (
        "SELECT sql FROM sqlite_master WHERE name LIKE 'guidance_words%' ORDER BY name"
        if engine.dialect.name == "sqlite"
        else "SELECT indexdef FROM pg_indexes WHERE tablename = 'guidance_words' ORDER BY indexname"
    )
    with engine.connect() as connection:
        found = [str(one) for one in connection.execute(text(asked)).scalars()]
    engine.dispose()
    return found


def test_to_bring_up_to_date_what_is_up_to_date_changes_nothing(database, tmp_path):
    settings = settings_in(tmp_path, database_url=database)

    upgrade(settings)

    assert is_current(settings)


def test_the_tables_can_be_taken_away_and_made_again(database, tmp_path):
    settings = settings_in(tmp_path, database_url=database)

    command.downgrade(config(database), "base")
    left = tables(database)
    upgrade(settings)

    assert left == {"alembic_version"}
    assert differences(database) == []


def test_an_installation_that_was_never_set_up_is_not_current(home: House, tmp_path):
    settings = settings_in(tmp_path / "nowhere")

    assert not is_current(settings)
    assert not (tmp_path / "nowhere").exists()
