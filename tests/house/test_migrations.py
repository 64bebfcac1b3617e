"""Models and migrations agree; the tables can be made from nothing, taken away and made again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect
from sqlmodel import SQLModel

from app.migrate import config, driver_url, is_current, upgrade
from app.paths import MIGRATIONS
from core.house import House
from tests.conftest import settings_in


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)], name="database"
)
def _database(home: House, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        yield request.getfixturevalue("fresh_postgres_url")


def tables(url: str) -> set[str]:
    engine = create_engine(driver_url(url))
    found = set(inspect(engine).get_table_names())
    engine.dispose()
    return found


def differences(url: str) -> list[object]:
    engine = create_engine(driver_url(url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, SQLModel.metadata)
    engine.dispose()
    return [one for one in found if "alembic_version" not in repr(one)]


def test_the_history_has_one_end():
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_migrations_are_numbered_in_their_order():
    history = [one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]

    assert history[::-1] == [f"{number:04}" for number in range(1, len(history) + 1)]


def test_the_tables_are_made_from_nothing_and_are_those_of_the_models(database, tmp_path):
    settings = settings_in(tmp_path, database_url=database)

    upgrade(settings)

    assert is_current(settings)
    assert tables(database) == {*SQLModel.metadata.tables, "alembic_version"}
    assert differences(database) == []


def test_to_bring_up_to_date_what_is_up_to_date_changes_nothing(database, tmp_path):
    settings = settings_in(tmp_path, database_url=database)
    upgrade(settings)

    upgrade(settings)

    assert is_current(settings)


def test_the_tables_can_be_taken_away_and_made_again(database, tmp_path):
    settings = settings_in(tmp_path, database_url=database)
    upgrade(settings)

    command.downgrade(config(database), "base")
    left = tables(database)
    upgrade(settings)

    assert left == {"alembic_version"}
    assert differences(database) == []


def test_an_installation_that_was_never_set_up_is_not_current(home: House, tmp_path):
    settings = settings_in(tmp_path / "nowhere")

    assert not is_current(settings)
    assert not (tmp_path / "nowhere").exists()
