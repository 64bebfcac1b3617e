"""Models and migrations agree; the tables can be made from nothing, taken away and made again."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, make_url, text
from sqlalchemy.engine.reflection import Inspector
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from app.migrate import config, upgrade
from app.paths import MIGRATIONS
from app.tables import is_current, needed
from core.db import driver_url, make_engine
from core.house import House
from core.settings import Durability
from tests import postgres
from tests.conftest import settings_in
from tests.postgres import database as a_database
from tests.rows import fill


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


@pytest.fixture
def by_models(history: str, standing: House, tmp_path: Path) -> str:
    """Give the address of a database of the same kind that the models have made."""
    if make_url(history).get_backend_name() == "postgresql":
        return postgres.at(history, postgres.with_tables())
    url = f"sqlite:///{tmp_path / 'models.db'}"
    engine = make_engine(url, durability=Durability.NORMAL)
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    return url


OF_THE_DATABASES_OWN_KIND = "guidance_words"
"""The index of words: FTS5 with tables of its own on SQLite, a tsvector on PostgreSQL; no model."""


def names(connection: Connection) -> set[str]:
    return {one for one in inspect(connection).get_table_names() if is_a_models(one)}


def tables(url: str) -> set[str]:
    engine = create_engine(driver_url(url))
    with engine.connect() as connection:
        found = names(connection)
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


def test_the_history_holds_the_tables_to_the_same_as_the_models(history, by_models):
    assert shape_at(history) == shape_at(by_models)


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


GIVEN_UP = {
    "0028": {"guidance_hours"},
    "0042": {"scheduling_feed"},
    "0051": {"chat_debrief"},
}
"""Tables of which a way down takes rows that the version before could not hold (`docs/operating.md`)."""

COARSER = {"chat_feedback_count", "guidance_worry_count", "outreach_stage_count"}
"""Counters whose days a way up forgets for good: they are known by their month from then on."""

Held = dict[str, list[dict[str, Any]]]


class History:
    """One database that goes along its history, step by step, and what it holds."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url, durability=Durability.NORMAL)
        self._config = config(url)
        self._script = ScriptDirectory.from_config(self._config)

    def steps(self) -> list[tuple[str, str]]:
        """Name every version and the one before it, the newest first; the first of all has none."""
        told = [one.revision for one in self._script.walk_revisions()]
        return list(zip(told, [*told[1:], "base"], strict=True))

    def up(self, to: str) -> None:
        self._go(lambda here, _context: self._script._upgrade_revs(to, here))

    def down(self, to: str) -> None:
        self._go(lambda here, _context: self._script._downgrade_revs(to, here))

    def _go(self, way: Callable[..., Any]) -> None:
        with EnvironmentContext(self._config, self._script, fn=way):
            self._script.run_env()

    def rows(self) -> Held:
        """Give the rows of every table by their columns, as the database keeps them."""
        with self.engine.connect() as connection:
            known = names(connection) - {"alembic_version"}
            if connection.dialect.name == "postgresql":
                return rows_at_once(connection, known)
            found = {
                one: connection.exec_driver_sql(f'SELECT * FROM "{one}"').cursor for one in known
            }
            return {
                one: [
                    dict(zip((about[0] for about in cursor.description), row, strict=True))
                    for row in cursor
                ]
                for one, cursor in found.items()
            }


def rows_at_once(connection: Connection, known: set[str]) -> Held:
    """Ask PostgreSQL once instead of a hundred and fifty times."""
    asked = " UNION ALL ".join(f"SELECT '{one}', to_jsonb(t) FROM \"{one}\" t" for one in known)
    found: Held = {one: [] for one in known}
    for name, row in connection.exec_driver_sql(asked):
        found[name].append(row)
    return found


@pytest.fixture(name="past")
def _past(database: str) -> Iterator[History]:
    """Give a database that has a past, with rows in every table."""
    past = History(database)
    with past.engine.begin() as connection:
        fill(connection)
    yield past
    past.engine.dispose()


def test_what_a_house_holds_outlives_every_step_of_the_way_down_and_up(past):
    before = shape_at(past.url)

    for version, older in past.steps()[:-1]:
        held = past.rows()
        past.down(older)
        less = past.rows()
        assert lost(held, less) <= GIVEN_UP.get(version, set()), version
        if changed(held, less):
            past.up(version)
            assert lost(less, past.rows()) == set(), version
            past.down(older)
    past.up("head")

    assert less.keys() >= {"chat_conversation", "organisation_worker", "policies_audit"}
    assert lost(less, past.rows()) <= COARSER
    assert shape_at(past.url) == before
    past.down("base")
    assert tables(past.url) == {"alembic_version"}


def shape_at(url: str) -> dict[str, Any]:
    engine = create_engine(driver_url(url))
    with engine.connect() as connection:
        found = shape(connection)
    engine.dispose()
    return found


def shape(connection: Connection) -> dict[str, Any]:
    """Say to what the database holds its tables, and its triggers; without the names that it gives by itself."""
    seen = inspect(connection)
    found = {one: shape_of(seen, one) for one in names(connection) - {"alembic_version"}}
    return found | {"triggers": connection.execute(text(TRIGGERS[connection.dialect.name])).all()}


TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname",
}


def shape_of(seen: Inspector, name: str) -> dict[str, Any]:
    return {
        "columns": {
            one["name"]: (str(one["type"]), one["nullable"]) for one in seen.get_columns(name)
        },
        "key": seen.get_pk_constraint(name)["constrained_columns"],
        "keys": sorted(
            (one["constrained_columns"], one["referred_table"], one["options"])
            for one in seen.get_foreign_keys(name)
        ),
        "unique": sorted(one["column_names"] for one in seen.get_unique_constraints(name)),
        "checks": {
            one["name"]: " ".join(one["sqltext"].split())
            for one in seen.get_check_constraints(name)
        },
        "indexes": {
            one["name"]: (
                one["column_names"],
                one["unique"],
                sorted(map(str, one["dialect_options"].values())),
            )
            for one in seen.get_indexes(name)
        },
    }


@pytest.fixture
def file(migrated: Path, tmp_path: Path) -> Path:
    """Give a copy of a SQLite database that the whole history has made."""
    return Path(shutil.copy(migrated, tmp_path / "copy.db"))


@pytest.mark.sqlite("PostgreSQL takes back what was done to tables by itself")
def test_an_upgrade_that_fails_on_its_way_leaves_everything_as_it_was(file):
    past = History(f"sqlite:///{file}")
    past.down("0062")
    with closing(sqlite3.connect(file)) as behind:
        behind.execute("ALTER TABLE outreach_link ADD told_on DATE")  # the second that 0064 adds
    before = shape_at(past.url)

    with pytest.raises(DatabaseError, match="told_on"):
        past.up("head")

    assert shape_at(past.url) == before


@pytest.mark.sqlite("PostgreSQL looks at its keys in every statement")
def test_an_upgrade_leaves_no_row_that_points_at_nothing(file):
    past = History(f"sqlite:///{file}")
    past.down("0063")
    with closing(sqlite3.connect(file)) as behind:
        behind.execute("INSERT INTO guidance_document_area VALUES (77, '091')")
        behind.commit()

    with pytest.raises(RuntimeError, match="guidance_document_area"):
        past.up("head")

    assert past.rows()["guidance_document_area"]


def lost(before: Held, after: Held) -> set[str]:
    """Name the tables that are in both, and of which rows went or changed in the columns of both."""
    return {
        name
        for name in before.keys() & after.keys()
        if told(before[name], after[name]) != told(after[name], before[name])
    }


def changed(before: Held, after: Held) -> bool:
    """Tell whether a step did more than to make or drop whole tables."""
    both = before.keys() & after.keys()
    return any(before[one][:1] != after[one][:1] for one in both)


def told(rows: list[dict[str, Any]], others: list[dict[str, Any]]) -> Counter[str]:
    both = sorted(rows[0].keys() & others[0].keys()) if rows and others else []
    return Counter(repr([row[one] for one in both]) for row in rows)


def test_an_installation_that_was_never_set_up_is_not_current(home: House, tmp_path):
    settings = settings_in(tmp_path / "nowhere")

    assert not is_current(settings)
    assert not (tmp_path / "nowhere").exists()
