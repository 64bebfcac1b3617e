"""The servers that are measured: processes on free loopback ports with empty data folders."""

import http.client
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NODE = HERE / "node"
PATIENCE_SECONDS = 60.0
TICKS = os.sysconf("SC_CLK_TCK")
EASY = "puzzle_from = 400"
LINE_PAGE = "/lines/nuorten-chat"


@dataclass(frozen=True)
class Server:
    """A server that runs, and the conversations that go on in it."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    talks: list[dict[str, str]]
    waiting: list[dict[str, str]] = field(default_factory=list)

    @property
    def is_house(self) -> bool:
        """Whether it is ours, not a reference."""
        return self.name == "house"

    @property
    def cpu_seconds(self) -> float:
        """Processor time so far (Linux)."""
        return cpu_seconds(self.process.pid)

    @property
    def memory_kb(self) -> int:
        """Resident memory (Linux)."""
        return memory_kb(self.process.pid)


def cpu_seconds(pid: int) -> float:
    """Give the processor time of a process so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_kb(pid: int) -> int:
    """Give the resident memory of a process (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line)


@contextmanager
def house(pairs: int, *, waiting: int = 0, is_open: bool = False) -> Iterator[Server]:
    """Run the house as in production: not a demo, eventlet, SQLite; `waiting` more are queued.

    `is_open` lets visitors in at the line's own door, each from a network that they name.
    """
    with TemporaryDirectory(prefix="rinnalla-bench-") as folder:
        port = free_port()
        environment = house_environment(Path(folder), port)
        if is_open:
            environment |= _at_the_door(Path(folder))
        told = seeded(Path(folder), environment, pairs, waiting, is_open=is_open)
        command = [sys.executable, "-m", "app.wsgi"]
        with _running("house", command, environment, port, told[:pairs]) as server:
            server.waiting.extend(told[pairs:])
            yield server


def _at_the_door(folder: Path) -> dict[str, str]:
    """Give the settings of a house whose visitors come through a proxy, to an easy puzzle."""
    policy = folder / "policy.toml"
    shipped = (ROOT / "policies" / "policy.toml").read_text("utf-8")
    policy.write_text(re.sub("(?m)^puzzle_from = .*$", EASY, shipped), "utf-8")
    return {"RINNALLA_POLICY_FILE": str(policy), "RINNALLA_TRUSTED_PROXIES": "1"}


def seeded(
    folder: Path,
    environment: Mapping[str, str],
    pairs: int,
    waiting: int = 0,
    *,
    is_open: bool = False,
) -> list[dict[str, str]]:
    """Make tables and conversations; gives what a client needs of each."""
    asked = [str(pairs), str(waiting), *(["open"] if is_open else [])]
    done = subprocess.run(
        [sys.executable, "-m", "bench.seeding", *asked],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    talks: list[dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
    return talks


@contextmanager
def stock(pairs: int) -> Iterator[Server]:
    """Run the tutorial's server (`reference_stock.py`)."""
    with TemporaryDirectory(prefix="rinnalla-bench-") as folder:
        port = free_port()
        environment = _reference_environment(Path(folder), port)
        command = [sys.executable, str(HERE / "reference_stock.py")]
        with _running("stock", command, environment, port, strangers(pairs)) as server:
            yield server


@contextmanager
def node(pairs: int) -> Iterator[Server]:
    """Run Socket.IO's own server in Node (`node/server.mjs`)."""
    with TemporaryDirectory(prefix="rinnalla-bench-") as folder:
        port = free_port()
        environment = _reference_environment(Path(folder), port)
        environment["BENCH_SQLITE"] = "1" if node_has_sqlite() else "0"
        command = ["node", str(NODE / "server.mjs")]
        with _running("node", command, environment, port, strangers(pairs)) as server:
            yield server


def prepare_node() -> str:
    """Install what Node's reference needs; gives "" or says why it cannot be measured."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "no Node here"
    if not (NODE / "node_modules" / "socket.io").exists() and _npm("ci", "--ignore-scripts"):
        return "npm ci failed"
    if not node_has_sqlite():
        _npm("rebuild", "better-sqlite3", "--ignore-scripts=false")
    return ""


def node_has_sqlite() -> bool:
    """Whether better-sqlite3, which is compiled where it is installed, could be."""
    asked = ["node", "-e", 'new (require("better-sqlite3"))(":memory:")']
    return not subprocess.run(asked, cwd=NODE, capture_output=True, check=False).returncode


def _npm(*words: str) -> int:
    environment = {"npm_config_nodedir": "/usr"} if Path("/usr/include/node").exists() else {}
    certificates = Path("/etc/ssl/certs/ca-certificates.crt")
    if certificates.exists():
        environment["NODE_EXTRA_CA_CERTS"] = str(certificates)
    command = ["npm", *words, "--no-audit", "--no-fund"]
    with suppress(subprocess.TimeoutExpired):
        done = subprocess.run(
            command,
            cwd=NODE,
            env=os.environ | environment,
            capture_output=True,
            timeout=300,
            check=False,
        )
        return done.returncode
    return 1


def start_seconds(times: int, *, demo: bool) -> list[float]:
    """Time from the start of the process to the last byte of a page; the tables are there."""
    with TemporaryDirectory(prefix="rinnalla-bench-") as folder:
        port = free_port()
        environment = house_environment(Path(folder), port) | {"RINNALLA_DEMO": "true"}
        # An installed house has its modules compiled; here the seeding start compiles them, aside.
        environment["PYTHONPYCACHEPREFIX"] = str(Path(folder, "compiled"))
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        _first_page(environment, port)  # seeds
        environment["RINNALLA_DEMO"] = str(demo).lower()
        return [_first_page(environment, port) for _ in range(times)]


def _first_page(environment: Mapping[str, str], port: int) -> float:
    began = time.perf_counter()
    with _process([sys.executable, "-m", "app.wsgi"], environment):
        while not _page_is_there(port, LINE_PAGE):
            if time.perf_counter() - began > PATIENCE_SECONDS:
                raise TimeoutError("no first page")
            time.sleep(0.005)
        return time.perf_counter() - began


def is_ready(port: int, public_port: int) -> bool:
    """Whether a process behind a proxy says that it may serve."""
    return _page_is_there(port, "/ready", host=f"127.0.0.1:{public_port}")


@contextmanager
def held(port: int) -> Iterator[None]:
    """Hold a port. Raises `OSError` when somebody else does."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        yield


def _page_is_there(port: int, path: str, *, host: str = "") -> bool:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        link.request("GET", path, headers={"Host": host} if host else {})
        answer = link.getresponse()
        return answer.status == HTTPStatus.OK and bool(answer.read())
    except OSError:
        return False
    finally:
        link.close()


@contextmanager
def _running(
    name: str,
    command: list[str],
    environment: Mapping[str, str],
    port: int,
    talks: list[dict[str, str]],
) -> Iterator[Server]:
    with _process(command, environment) as process:
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not _page_is_there(port, "/ready"):
            if process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"{name} did not start")
            time.sleep(0.05)
        yield Server(name, process, port, talks)


@contextmanager
def _process(
    command: list[str], environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    folder = environment.get("RINNALLA_DATA_DIR") or environment["BENCH_DATA_DIR"]
    with Path(folder, "server.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def house_environment(folder: Path, port: int) -> dict[str, str]:
    """Give the settings of a measured house: nothing of this machine's own gets in."""
    return {
        **_bare_environment(),
        "RINNALLA_ASYNC_MODE": "eventlet",
        "RINNALLA_BIND_PORT": str(port),
        "RINNALLA_DATA_DIR": str(folder),
        "RINNALLA_DEMO": "false",
        "RINNALLA_DURABILITY": "normal",  # as the references are set
        "RINNALLA_KEY_WRAPPING_KEY": secrets.token_urlsafe(32),
        "RINNALLA_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "RINNALLA_SECRET_KEY": secrets.token_urlsafe(32),
    }


def _reference_environment(folder: Path, port: int) -> dict[str, str]:
    return {**_bare_environment(), "BENCH_DATA_DIR": str(folder), "BENCH_PORT": str(port)}


def _bare_environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RINNALLA_")}
    # An installed house has its modules compiled: one that compiles them at each start is heavier.
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept | {"PYTHONPATH": str(ROOT)}


def strangers(pairs: int) -> list[dict[str, str]]:
    """Give conversations for a server that knows nobody."""
    return [{"conversation_id": str(uuid4()), "visitor": "", "responder": ""} for _ in range(pairs)]


def free_port() -> int:
    """Ask the system for a port that nobody uses at this moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
