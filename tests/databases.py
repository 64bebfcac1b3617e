"""What the run shares, and its databases: made when somebody asks, and taken away at the end (`tests/postgres.py`)."""

from collections.abc import Iterator

import pytest

from tests import postgres, shared
from tests.postgres import ON_POSTGRES, Databases, database


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of the run, before its workers start."""
    if is_first(config):
        shared.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take everything away when everybody has ended."""
    if is_first(config):
        postgres.forget()
        shared.end()


def is_first(config: pytest.Config) -> bool:
    """Whether this process is the one that starts the others and outlives them."""
    return not hasattr(config, "workerinput")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about SQLite itself where the run is on PostgreSQL."""
    about_sqlite = {one for one in items if is_about_sqlite(one)}
    if ON_POSTGRES and about_sqlite:
        items[:] = [one for one in items if one not in about_sqlite]
        config.hook.pytest_deselected(items=list(about_sqlite))


def is_about_sqlite(test: pytest.Item) -> bool:
    """Whether a test is marked so. Raises `UsageError` where it does not say why."""
    marker = test.get_closest_marker("sqlite")
    if marker and not marker.args:
        raise pytest.UsageError(f"{test.nodeid}: say why, as @pytest.mark.sqlite('its own files').")
    return marker is not None


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """Give the address of the run's PostgreSQL, of its own database `postgres`."""
    return postgres.server()


@pytest.fixture
def fresh_postgres_url(postgres_server: str) -> Iterator[str]:
    """Give the address of a database without tables that no other test uses."""
    with database(postgres_server) as url:
        yield url


@pytest.fixture
def own_databases() -> Iterator[dict[str, str]]:
    """Say where a house that a test builds itself keeps its rows: where the others do, but in nothing of theirs."""
    if not ON_POSTGRES:
        yield {}
        return
    with database(postgres.server()) as data, database(postgres.server()) as keys:
        yield {"database_url": data, "keys_url": keys}


@pytest.fixture(scope="session")
def databases(postgres_server: str) -> Iterator[Databases]:
    """Give the two databases of this process: one test has them after the other."""
    with (
        database(postgres_server, template=postgres.with_tables()) as data,
        database(postgres_server) as keys,
        Databases(data, keys) as made,
    ):
        yield made
