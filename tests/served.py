"""The real server in a process of its own, for stories that need sockets, a killed process or a browser.

`served` is a fresh one for a test, `serving(...)` opens one for as long as a block lasts:

    with serving(folder, mode="gevent") as server:
        aino = server.session_cookie("aino@example.org")
        server.check_in(aino)
        visitor = server.start_visitor(nickname="Kuu")
        server.kill9()
        server.restart()

It is the demo: seven lines, its people, a shift now on the youth line. Data, secrets and port outlive a kill.
"""

import hashlib
import html
import itertools
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from sqlalchemy import Connection, NullPool, create_engine

from organisation.demo import PASSWORD
from policies.schema import SHIPPED
from tests import nursery, postgres, shared
from tests.postgres import ON_POSTGRES, copy_of
from tests.remains import lying_in

ROOT = Path(__file__).resolve().parent.parent
YOUTH_LINE = "nuorten-chat"
AINO, EERO, KAISA = "aino@example.org", "eero@example.org", "kaisa@example.org"
PATIENCE_SECONDS = 60.0
ANSWER_SECONDS = 30.0
LAST_WORDS = 4_000
# Below the range from which the system takes ports for outgoing connections (Linux: 32,768 and up), so that nobody
# sits on ours between a kill and the restart.
PORTS = range(20_000, 30_000)
WORKERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
"""How many test processes there are: each has ports of its own, for a port is free until the server that it was found for has started."""

# Where its rows lie: the setting, and the file that they lie in where it is not set.
URLS = {"RINNALLA_DATABASE_URL": "data", "RINNALLA_KEYS_URL": "keys"}
SEEDS = """
from organisation import key_seeding
from organisation.actions import keys

keys.LEAST_ROUNDS = key_seeding.LEAST_ROUNDS = 1_000

from app import demo
from app.factory import create_app
from core.db import checkpoint
from core.settings import Settings

app = create_app(Settings())
demo.seed(app)
checkpoint()
"""

CONVERSATION = re.compile(r'data-conversation="([0-9a-f-]{36})"')
PUZZLE = re.compile(r'data-puzzle="([^"]+)"')
TOO_MANY = 429
CHECK_IN = re.compile(r"/roster/duties/([0-9a-f-]{36})/check-in")


@dataclass(frozen=True)
class Visitor:
    """A visitor who has pressed "start": the cookie of their browser and their conversation."""

    cookie: str
    conversation_id: str

    @property
    def header(self) -> str:
        """The `Cookie` header of this browser."""
        return f"rv={self.cookie}"


class Served:
    """One server process; its data, secrets and port stay when it is killed and started again."""

    def __init__(
        self, folder: Path, *, mode: str = "eventlet", settings: Mapping[str, str] | None = None
    ) -> None:
        self.data_dir = folder / "data"
        self.log_path = folder / "server.log"
        self.port = quiet_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.environment = _environment(self.port, self.data_dir, mode) | dict(settings or {})
        self._process: subprocess.Popen[bytes] | nursery.Forked | None = None
        self._cookies: dict[str, str] = {}
        shutil.copytree(seeded(), self.data_dir)
        self.restart()

    @property
    def pid(self) -> int:
        """The server's process id."""
        assert self._process is not None
        return self._process.pid

    def kill9(self) -> None:
        """End the process as a power switch would: it is told nothing and tidies nothing."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(PATIENCE_SECONDS)

    def restart(self) -> None:
        """Start (again) on the same port with the same data, and wait until it is ready."""
        if self._process is not None and self._process.poll() is None:
            self.stop()
        self._process = self._start()
        self._wait_until_ready()

    def _start(self) -> "subprocess.Popen[bytes] | nursery.Forked":
        if self.environment["RINNALLA_ASYNC_MODE"] == "eventlet":
            return nursery.start(self.environment, self.data_dir, self.log_path)
        with self.log_path.open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "app.wsgi"],
                cwd=self.data_dir,  # no .env of the checkout is read
                env=self.environment,
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def stop(self) -> None:
        """Stop it politely, by its own process id."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self.kill9()

    @property
    def log(self) -> str:
        """What it has written so far, over all its lives."""
        return self.log_path.read_text(errors="replace")

    def get(self, path: str, *, cookie: str = "", **headers: str) -> requests.Response:
        """Ask for a page as a browser that holds `cookie` ("rw=…; rv=…"), without following redirects."""
        return self._asked("GET", path, headers=self._headers(cookie, headers))

    def post(
        self, path: str, form: Mapping[str, str], *, cookie: str = "", **headers: str
    ) -> requests.Response:
        """Send a form as one of the house's own pages would, without following redirects."""
        return self._asked("POST", path, data=form, headers=self._headers(cookie, headers))

    def _asked(self, method: str, path: str, **told: Mapping[str, str]) -> requests.Response:
        """Ask, and let whoever gets no answer from a server that has ended read what it wrote last."""
        url = self.base_url + path
        try:
            return requests.request(
                method, url, timeout=ANSWER_SECONDS, allow_redirects=False, **told
            )
        except requests.ConnectionError as lost:
            if self._process is not None and self._process.poll() is not None:
                lost.add_note(f"The server has ended. It had written:\n{self.log[-LAST_WORDS:]}")
            raise

    def session_cookie(self, email: str) -> str:
        """Sign a demo worker in and give their cookie's value (`rw`); asked again, the same one."""
        if email not in self._cookies:
            answer = self.post("/sign-in", {"email": email, "password": PASSWORD})
            assert answer.status_code == 303, answer.text
            self._cookies[email] = answer.cookies["rw"]
        return self._cookies[email]

    def check_in(self, email: str) -> str:
        """Let a demo worker begin the duty that the demo has now on the youth line; gives their cookie's value."""
        token = self.session_cookie(email)
        page = self.get("/en/roster/mine", cookie=f"rw={token}")
        found = CHECK_IN.search(page.text)
        assert found, f"{email} has no duty to begin: {page.status_code}"
        answer = self.post(f"/roster/duties/{found[1]}/check-in", {}, cookie=f"rw={token}")
        assert answer.status_code == 303, answer.text
        return token

    def start_visitor(
        self, *, line: str = YOUTH_LINE, nickname: str = "", **headers: str
    ) -> Visitor:
        """Let somebody press "start" on a line that is open."""
        form = {"nickname": nickname}
        answer = self.post(f"/lines/{line}/start", form, **headers)
        if answer.status_code == TOO_MANY:  # a story with many visitors is a crowd at the door
            form["puzzle"] = solved(answer.text)
            answer = self.post(f"/lines/{line}/start", form, **headers)
        assert answer.status_code == 303, answer.text
        assert "rv" in answer.cookies, f"the line is closed: sent to {answer.headers['Location']}"
        cookie = answer.cookies["rv"]
        page = self.get("/chat", cookie=f"rv={cookie}", **headers)
        found = CONVERSATION.search(page.text)
        assert found, page.text
        return Visitor(cookie, found[1])

    @contextmanager
    def data(self) -> Iterator[Connection]:
        """Open its data behind its back, for what no page tells and no form writes; commits at the end."""
        with create_engine(self.databases[0], poolclass=NullPool).begin() as connection:
            yield connection

    @property
    def databases(self) -> list[str]:
        """The addresses of its data and of its keys."""
        return [
            self.environment.get(name, f"sqlite:///{self.data_dir / what}.db")
            for name, what in URLS.items()
        ]

    def remains(self) -> Iterator[tuple[str, bytes]]:
        """Give everything that it keeps, its log too, with its name."""
        return lying_in(self.data_dir.parent, *self.databases)

    def _headers(self, cookie: str, more: Mapping[str, str]) -> dict[str, str]:
        own = {"Origin": self.base_url, **({"Cookie": cookie} if cookie else {})}
        return own | {name.replace("_", "-"): value for name, value in more.items()}

    def _wait_until_ready(self) -> None:
        give_up = time.monotonic() + PATIENCE_SECONDS
        while (
            time.monotonic() < give_up
            and self._process is not None
            and self._process.poll() is None
        ):
            with suppress(requests.RequestException):
                if requests.get(f"{self.base_url}/ready", timeout=ANSWER_SECONDS).ok:
                    return
            time.sleep(0.03)
        self.kill9()
        raise AssertionError(f"The server did not become ready:\n{self.log}")


@contextmanager
def serving(
    folder: Path, *, mode: str = "eventlet", settings: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Serve the demo from `folder` until the end of the block. `settings` are further environment variables."""
    folder.mkdir(parents=True, exist_ok=True)
    with databases_of_its_own(settings or {}) as own:
        server = Served(folder, mode=mode, settings={**own, **(settings or {})})
        try:
            yield server
        finally:
            server.stop()


def unsealed(folder: Path) -> dict[str, str]:
    """Give the settings of a service whose youth line seals nothing.

    Only for stories that speak the wire themselves, without a page that could seal (`tests/flows`): what is to be lost,
    doubled, shredded or looked for there is the wire's own. Every story in a browser runs on a line that seals.
    """
    folder.mkdir(parents=True, exist_ok=True)
    policy = folder / "unsealed.toml"
    rule = f'[lines.{YOUTH_LINE}]\nsealed = "off"\n'
    policy.write_text(SHIPPED.read_text("utf-8").replace("[lines]\n", rule, 1), "utf-8")
    return {"RINNALLA_POLICY_FILE": str(policy)}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Give a freshly seeded server that this test may kill."""
    with serving(tmp_path / "served") as server:
        yield server


def solved(page: str) -> str:
    """Work out what a page at a crowded door asks for, as its script does (`chat/puzzle.py`)."""
    found = PUZZLE.search(page)
    assert found, page
    asked = json.loads(html.unescape(found[1]))
    token, limit = asked["token"], 1 << 32 - asked["bits"]
    numbers = [
        next(
            number
            for number in itertools.count()
            if _derived(token, f"{part}.{number}", asked["iterations"]) < limit
        )
        for part in range(asked["parts"])
    ]
    return f"{token}:{','.join(map(str, numbers))}"


def _derived(token: str, salt: str, iterations: int) -> int:
    found = hashlib.pbkdf2_hmac("sha256", token.encode(), salt.encode(), iterations, 4)
    return int.from_bytes(found, "big")


def seeded() -> Path:
    """Give the folder of a demo that is seeded once in a run, to copy from: seeding takes longer than starting."""

    def make() -> str:
        data_dir = shared.folder() / "demo"
        shutil.rmtree(data_dir, ignore_errors=True)  # what whoever was ended meanwhile had begun
        data_dir.mkdir(mode=0o700)
        subprocess.run(
            [sys.executable, "-c", SEEDS],
            cwd=shared.folder(),
            env=_environment(quiet_port(), data_dir, "threading") | of_the_demo(),
            check=True,
        )
        return str(data_dir)

    return Path(shared.once("demo", make))


def of_the_demo() -> dict[str, str]:
    """Say where the seeded demo's rows lie, when they lie on PostgreSQL."""
    if not ON_POSTGRES:
        return {}
    return {name: postgres.made(f"demo_{what}") for name, what in URLS.items()}


@contextmanager
def databases_of_its_own(settings: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Say where one server's rows lie, unless `settings` say it: in copies of the seeded demo's databases."""
    with ExitStack() as copies:
        if ON_POSTGRES and not settings.keys() & URLS.keys():
            seeded()
            yield {
                name: copies.enter_context(copy_of(f"demo_{what}")) for name, what in URLS.items()
            }
        else:
            yield {}


def secret(of: str) -> str:
    """Give a secret of this run, the same in each of its processes."""
    return hashlib.sha256(f"{shared.folder()} {of}".encode()).hexdigest()


def quiet_port() -> int:
    """Find a free loopback port that the system does not hand out by itself."""
    mine = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    while True:
        port = random.choice(PORTS[mine::WORKERS])
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _environment(port: int, data_dir: Path, mode: str) -> dict[str, str]:
    """Give the demo's environment, like `app.demo_home`, with secrets of this server's own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RINNALLA_", "COVERAGE_"))
    }
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "RINNALLA_ASYNC_MODE": mode,
        "RINNALLA_BIND_PORT": str(port),
        "RINNALLA_DATA_DIR": str(data_dir),
        "RINNALLA_DEMO": "true",
        "RINNALLA_DURABILITY": "normal",
        "RINNALLA_EXTRA_ORIGINS": json.dumps(
            [f"http://localhost:{port}", f"http://127.0.0.1:{port}"]
        ),
        "RINNALLA_KEY_WRAPPING_KEY": secret("keys"),
        "RINNALLA_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "RINNALLA_SECRET_KEY": secret("sessions"),
    }
