"""What every test may ask for: the house on an empty database, a browser-like client, people."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, SQLModel

from app.factory import create_app
from core.crypto import KeyStore
from core.db import Database
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


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Build the house once per process, with an empty database to copy from."""
    folder = tmp_path_factory.mktemp("house")
    create_app(settings_in(folder))
    SQLModel.metadata.create_all(house().database.engine)
    house().database.engine.dispose()
    return house()


@pytest.fixture
def home(standing: House, tmp_path: Path) -> Iterator[House]:
    """Give the house with an empty database and an empty key store of its own."""
    settings = standing.settings.model_copy(update={"data_dir": tmp_path})
    shutil.copy(standing.settings.data_dir / "data.db", tmp_path / "data.db")
    fresh = replace(
        standing, settings=settings, database=Database(settings), keys=KeyStore(settings)
    )
    stand(fresh)
    limiter.reset()
    yield fresh
    standing.live.connected.clear()
    fresh.database.engine.dispose()
    fresh.keys.engine.dispose()
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
