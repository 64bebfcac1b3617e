"""What every test may ask for: the house on an empty database, a browser-like client, people."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from sqlmodel import Session, SQLModel

from app.factory import create_app
from core.house import House, house, stand
from core.limits import limiter
from core.settings import AsyncMode, Settings, demo_settings
from tests.people import People

os.environ.setdefault("EVENTLET_TESTS", "1")

pytest_plugins = [
    "tests.node",
    "tests.strict",
    "tests.servers",
    "tests.served",
    "tests.browser.chromium",
    "tests.together",
]


DATA, KEYS = "data.db", "keys.db"


def settings_in(folder: Path, **changes: object) -> Settings:
    """Give settings for a test: threading, nothing from the environment, data in `folder`."""
    return demo_settings(
        **{
            "_env_file": None,
            "data_dir": folder,
            "async_mode": AsyncMode.THREADING,
            "public_url": "http://localhost",
            **changes,
        }
    )


class Ground:
    """Where the house of the present test keeps its two files.

    The engines stay from test to test, so that SQLAlchemy says each statement once in a process and not once in a test.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def carries(self, engine: Engine, name: str) -> None:
        """Let an engine open the file of that name wherever the house stands by then."""

        @event.listens_for(engine, "do_connect")
        def _here(_dialect: Any, _record: Any, arguments: list[Any], _named: Any) -> None:
            arguments[0] = str(self.folder / name)


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Build the house once per process, with an empty database to copy from."""
    folder = tmp_path_factory.mktemp("house")
    create_app(settings_in(folder))
    SQLModel.metadata.create_all(house().database.engine)
    house().database.engine.dispose()
    house().keys.engine.dispose()
    return house()


@pytest.fixture(scope="session")
def ground(standing: House) -> Ground:
    """Give what moves the house from folder to folder."""
    here = Ground(standing.settings.data_dir)
    here.carries(standing.database.engine, DATA)
    here.carries(standing.keys.engine, KEYS)
    return here


@pytest.fixture
def home(standing: House, ground: Ground, tmp_path: Path) -> Iterator[House]:
    """Give the house with an empty database and an empty key store of its own."""
    for name in (DATA, KEYS):
        shutil.copy(standing.settings.data_dir / name, tmp_path / name)
    settings = standing.settings.model_copy(update={"data_dir": tmp_path})
    fresh, ground.folder = replace(standing, settings=settings), tmp_path
    stand(fresh)
    limiter.reset()
    yield fresh
    standing.live.connected.clear()
    fresh.database.engine.dispose()
    fresh.keys.engine.dispose()
    ground.folder = standing.settings.data_dir
    stand(standing)


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
