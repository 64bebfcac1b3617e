"""What every test may ask for: the house on an empty database, a browser-like client, people."""

import gc
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from sqlalchemy import Engine, event
from sqlmodel import Session, SQLModel

from app.factory import create_app
from app.migrate import upgrade
from core import realtime
from core.crypto import KeyStore
from core.db import Database
from core.house import House, house, stand
from core.limits import limiter
from core.settings import AsyncMode, Durability, Settings, demo_settings
from guidance.search.indexing import learn_the_lexicon
from policies.current import current, follow, next_hash
from policies.schema import Policy
from tests.compiled import keep_templates
from tests.people import People
from tests.postgres import ON_POSTGRES, Databases, database

gc.disable()  # until everything is collected: there is no rubbish among it, only much to look through
os.environ.setdefault("EVENTLET_TESTS", "1")
# It would read each of our modules, in each process, for numbers that are worth a try.
providers.is_local_module_file = lambda _path: False
# A machine that is busy makes nobody's examples wrong; and a house may see all examples of one test.
forgiven = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("house", deadline=None, suppress_health_check=forgiven)
settings.load_profile("house")

pytest_plugins = [
    "tests.node",
    "tests.strict",
    "tests.servers",
    "tests.databases",
    "tests.served",
    "tests.browser.chromium",
    "tests.together",
]


DATA, KEYS = "data.db", "keys.db"


def pytest_collection_finish() -> None:
    """Look for rubbish as the server does: not among what the whole run stands on (`app.wsgi`)."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 50)


def settings_in(folder: Path, **changes: object) -> Settings:
    """Give settings for a test: threading, nothing from the environment, data in `folder`."""
    return demo_settings(
        **{
            "_env_file": None,
            "data_dir": folder,
            "async_mode": AsyncMode.THREADING,
            "durability": Durability.NORMAL,  # nobody pulls the plug of a test
            "public_url": "http://localhost",
            **changes,
        }
    )


class Files:
    """Where the house of the present test keeps its two files.

    The engines stay from test to test, so that SQLAlchemy says each statement once in a process and not once in a test.
    """

    def __init__(self, standing: House) -> None:
        self.origin = self.folder = standing.settings.data_dir
        self._carries(standing.database.engine, DATA)
        self._carries(standing.keys.engine, KEYS)

    def _carries(self, engine: Engine, name: str) -> None:
        @event.listens_for(engine, "do_connect")
        def _here(_dialect: Any, _record: Any, arguments: list[Any], _named: Any) -> None:
            arguments[0] = str(self.folder / name)

        @event.listens_for(engine, "connect")
        def _hurry(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA synchronous=OFF")  # no test pulls the plug of the machine

    def prepare(self, folder: Path) -> None:
        """Lay an empty database and an empty key store into a test's folder."""
        for name in (DATA, KEYS):
            shutil.copy(self.origin / name, folder / name)
        self.folder = folder

    def leave(self, home: House) -> None:
        """Let go of the files of the test that has ended."""
        home.database.engine.dispose()
        home.keys.engine.dispose()
        self.folder = self.origin


class Rows:
    """The same on PostgreSQL: one test after the other has this process's two databases."""

    def __init__(self, databases: Databases) -> None:
        self.databases = databases

    def prepare(self, folder: Path) -> None:
        """Nothing: whoever was here before has left them empty."""

    def leave(self, home: House) -> None:
        """Take out what the test that has ended wrote."""
        self.databases.empty()


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> House:
    """Build the house once per process: with an empty database to copy from, or with PostgreSQL's."""
    folder = tmp_path_factory.mktemp("house")
    keep_templates()
    realtime.PENALTY_SECONDS = 0  # whoever is refused waits at the real server (`tests/flows`)
    if ON_POSTGRES:
        databases = request.getfixturevalue("databases")
        create_app(settings_in(folder, **databases.settings))
        databases.empty()
    else:
        create_app(settings_in(folder))
        SQLModel.metadata.create_all(house().database.engine)
        with house().database.session() as session:
            # Else the first service of each of some hundred tests would teach their house forty thousand ways to misspell.
            learn_the_lexicon(session)
            session.commit()
    house().database.engine.dispose()
    house().keys.engine.dispose()
    if not ON_POSTGRES:
        _in_small_pages(folder / DATA)
    return house()


def _in_small_pages(file: Path) -> None:
    """Make a database half as large: it has a page for each of hundreds of empty tables, and is copied for each test."""
    with closing(sqlite3.connect(file)) as data:
        for step in ("journal_mode=DELETE", "page_size=1024"):
            data.execute(f"PRAGMA {step}")
        data.execute("VACUUM")
        data.execute("PRAGMA journal_mode=WAL")


@pytest.fixture(scope="session")
def migrated(standing: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a SQLite database that the whole history has made from nothing, to copy."""
    folder = tmp_path_factory.mktemp("migrated")
    upgrade(settings_in(folder))
    return folder / DATA


@pytest.fixture(scope="session")
def migrated_postgres(
    standing: House,
    postgres_server: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Give the address of a PostgreSQL database that the whole history has made from nothing, to copy."""
    with database(postgres_server) as url:
        upgrade(settings_in(tmp_path_factory.mktemp("migrated"), database_url=url))
        yield url


@pytest.fixture(scope="session")
def ground(standing: House, request: pytest.FixtureRequest) -> Iterator[Files | Rows]:
    """Give what makes room for the house of a test, and tidies up behind it."""
    yield Rows(request.getfixturevalue("databases")) if ON_POSTGRES else Files(standing)
    standing.database.engine.dispose()
    standing.keys.engine.dispose()


@pytest.fixture(scope="session")
def shipped(standing: House) -> Policy:
    """Give the policy that the house is delivered with, and follows unless a test says otherwise."""
    return current()


@pytest.fixture
def home(standing: House, shipped: Policy, ground: Files | Rows, tmp_path: Path) -> Iterator[House]:
    """Give the house with an empty database and an empty key store of its own."""
    ground.prepare(tmp_path)
    fresh = replace(standing, settings=standing.settings.model_copy(update={"data_dir": tmp_path}))
    stand(fresh)
    limiter.reset()
    yield fresh
    if current() is not shipped or next_hash():
        follow(shipped)
    standing.live.connected.clear()
    ground.leave(fresh)
    stand(standing)


@pytest.fixture(scope="session")
def elsewhere(standing: House, databases: Databases) -> Iterator[House]:
    """Give the house with its data and its keys on PostgreSQL, once per process."""
    settings = standing.settings.model_copy(update=databases.settings)
    moved = replace(
        standing, settings=settings, database=Database(settings), keys=KeyStore(settings)
    )
    yield moved
    moved.database.engine.dispose()
    moved.keys.engine.dispose()


@pytest.fixture
def on_postgres(home: House, elsewhere: House, databases: Databases) -> Iterator[House]:
    """Give the house of this test on PostgreSQL, whatever the others stand on."""
    settings = elsewhere.settings.model_copy(update={"data_dir": home.settings.data_dir})
    moved = replace(elsewhere, settings=settings)
    stand(moved)
    yield moved
    databases.empty()
    stand(home)


@pytest.fixture
def app(home: House) -> Flask:
    """Give the Flask application."""
    return home.app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a browser without JavaScript that has just arrived."""
    return app.test_client()


@pytest.fixture
def session(home: House) -> Iterator[Session]:
    """Give a session to look and to prepare with; commit what others must see."""
    with home.database.session() as opened:
        yield opened


@pytest.fixture
def people(home: House) -> People:
    """Give those whom the stories are about."""
    return People(home)
