"""The live server that all of these tests attack, and who is there besides the attacker."""

import re
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.flows.hostile.raw import Raw, a_visitor, worker_at
from tests.flows.wire import Socket
from tests.served import AINO, EERO, Served, Visitor, serving, unsealed

BEHIND_A_PROXY = {"RINNALLA_TRUSTED_PROXIES": "1"}


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("hostile")
    with serving(folder, settings=BEHIND_A_PROXY | unsealed(folder)) as served:
        served.check_in(AINO)
        served.check_in(EERO)
        yield served


@pytest.fixture(scope="module", autouse=True)
def _nothing_in_the_log_tells_of_anybody(server: Served) -> Iterator[None]:
    """Look at the log behind each module, whatever its tests have sent."""
    yield
    told = server.log.split("Stop with Ctrl+C.")[-1]

    assert not re.search(r"\d+\.\d+\.\d+\.\d+", told)
    assert "Traceback" not in told
    assert "handler error" not in told


@pytest.fixture
def visitor(server: Served) -> Visitor:
    return a_visitor(server)


@pytest.fixture
def aino(server: Served) -> Iterator[Socket]:
    aino = worker_at(server, AINO)
    yield aino
    aino.drop()


@pytest.fixture
def stranger(server: Served) -> Iterator[Raw]:
    with closing(Raw(server)) as raw:
        yield raw
