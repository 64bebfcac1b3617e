"""What the tests of the organisation room may ask for besides: fresh limits, a real identity provider."""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from werkzeug.serving import make_server

from app.factory import create_app
from core.house import House, house, stand
from core.limits import limiter
from tests.conftest import settings_in
from tests.people import People
from tests.servers import free_port, running, wait_for

TESTS = Path(__file__).resolve().parent.parent
NO_NODE = "no Node.js here: apt-get install nodejs npm"
NO_PROVIDER = "oidc-provider could not be installed: npm ci --prefix tests/js --ignore-scripts"


@pytest.fixture(autouse=True)
def fresh_limits(home: House) -> None:
    """Let nobody pay for what an earlier test tried."""
    limiter.reset()


@dataclass(frozen=True)
class Provider:
    """An independent OpenID provider, and the port at which it expects us."""

    issuer: str
    app_port: int


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    """Start npm's oidc-provider on loopback, once for all tests of this process."""
    node = shutil.which("node")
    if node is None:
        pytest.skip(NO_NODE)
    install_provider()
    port, app_port = free_port(), free_port()
    back = f"http://127.0.0.1:{app_port}/sign-in/oidc/back"
    log = tmp_path_factory.mktemp("provider") / "log"
    issuer = f"http://127.0.0.1:{port}"
    with running([node, TESTS / "browser" / "idp.mjs", str(port), back], log):
        wait_for(lambda: requests.get(f"{issuer}/.well-known/openid-configuration", timeout=2), log)
        yield Provider(issuer, app_port)


def install_provider() -> None:
    """Fetch the provider where `make test` has not done so."""
    if (TESTS / "js" / "node_modules" / "oidc-provider").is_dir():
        return
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(NO_NODE)
    done = subprocess.run(
        [npm, "ci", "--prefix", TESTS / "js", "--ignore-scripts"], check=False, capture_output=True
    )
    if done.returncode != 0:
        pytest.skip(NO_PROVIDER)


@dataclass(frozen=True)
class Served:
    """Our house on a real port, with its people."""

    url: str
    people: People
    home: House


@pytest.fixture
def serve(standing: House, provider: Provider, tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Give a way to serve a house that trusts the provider, with settings of the test's own."""
    with ExitStack() as open_houses:

        def build(**changes: Any) -> Served:
            return open_houses.enter_context(
                serving(standing, provider, tmp_path / "served", changes)
            )

        yield build
    stand(standing)


@contextmanager
def serving(
    standing: House, provider: Provider, folder: Path, changes: dict[str, Any]
) -> Iterator[Served]:
    """Serve a house with threads of its own until the end of the block."""
    folder.mkdir()
    if standing.database.is_sqlite:
        shutil.copy(standing.settings.data_dir / "data.db", folder / "data.db")
    url = f"http://127.0.0.1:{provider.app_port}"
    ours = {
        "database_url": standing.settings.database_url,
        "keys_url": standing.settings.keys_url,
        "public_url": url,
        "oidc_issuer": provider.issuer,
        "oidc_client_id": "rinnalla",
        "oidc_client_secret": "a-secret-between-the-two-of-them",
        **changes,
    }
    app = create_app(settings_in(folder, **ours))
    built = house()
    server = make_server("127.0.0.1", provider.app_port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Served(url, People(built), built)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        built.database.engine.dispose()
        built.keys.engine.dispose()
