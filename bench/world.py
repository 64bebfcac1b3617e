"""A whole installation on loopback, whose parts may be killed, frozen and begun again.

PostgreSQL, Redis, two processes of the house under their supervisor, nginx in front: the real
programs, on free ports, with data of their own.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from sqlalchemy import create_engine, text

from app.migrate import config
from bench import servers
from tests.postgres import administer, initialise, postgres_binaries
from tests.servers import free_port, wait_for

PROCESSES = 2
PATIENCE_SECONDS = 60.0
NEEDED = "this needs postgresql, redis-server and nginx (apt-get install …)"
POSTGRES_USER = "postgres" if os.geteuid() == 0 else None

PROXY = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
worker_processes 1;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    map $http_upgrade $connection_upgrade {{ default upgrade; '' ''; }}
    upstream rinnalla {{
        least_conn;
        {served}
    }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://rinnalla;
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_read_timeout 90s;
            proxy_buffering off;
        }}
    }}
}}
"""


class Program:
    """One program that runs beside the house, and may be ended and begun again."""

    def __init__(
        self, name: str, command: list[str], folder: Path, user: str | None = None
    ) -> None:
        self.command, self.user = command, user
        self.log = folder / f"{name}.log"
        self.folder = folder
        self.begin()

    def begin(self, environment: dict[str, str] | None = None) -> None:
        """Start it."""
        self.environment = environment or getattr(self, "environment", None)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                stdout=output,
                stderr=output,
                user=self.user,
                cwd=self.folder,
                env=self.environment,
                start_new_session=True,
            )

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        """End it, and wait until it has."""
        self.send(number)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Houses(Program):
    """The processes of the house under `rinnalla run`, which starts again what ends."""

    def __init__(self, folder: Path, environment: dict[str, str], processes: int) -> None:
        self.environment = environment
        words = [sys.executable, "-m", "app.cli", "run", "--processes", str(processes)]
        super().__init__("house", words, folder)

    def pids(self) -> list[int]:
        """Name the serving processes, the first port's first."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(one) for one in path.read_text().split()]

    def kill(self) -> None:
        """Kill one of the processes as the system would that has no memory left."""
        os.kill(self.pids()[0], signal.SIGKILL)


@dataclass
class World:
    """All of it, and the conversations that go on in it."""

    port: int
    house_ports: list[int]
    talks: list[dict[str, str]]
    database_url: str
    postgres: Program
    redis: Program
    proxy: Program
    houses: Houses

    def is_ready(self) -> bool:
        """Whether every process serves."""
        return all(servers.is_ready(port, self.port) for port in self.house_ports)

    def wait(self) -> None:
        """Wait until every process serves."""
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not self.is_ready():
            if time.monotonic() > give_up:
                raise TimeoutError(self.houses.log.read_text()[-2000:])
            time.sleep(0.1)

    def migrate(self, to: str) -> None:
        """Take the tables a version back (`-1`), or to the newest (`head`)."""
        move = command.downgrade if to == "-1" else command.upgrade
        move(config(self.database_url), to)

    def kept(self) -> dict[str, int]:
        """Give the number of every message in the database, by its client id."""
        engine = create_engine(self.database_url)
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT client_id, seq FROM chat_message")).all()
        engine.dispose()
        return {str(client_id): seq for client_id, seq in rows}


@contextmanager
def world(pairs: int, *, processes: int = PROCESSES) -> Iterator[World]:
    """Run all of it for as long as the block lasts. Raises `RuntimeError` if it cannot."""
    binaries, redis = postgres_binaries(), shutil.which("redis-server")
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not (binaries and redis and nginx):
        raise RuntimeError(NEEDED)
    began: list[Program] = []
    with TemporaryDirectory(prefix="rinnalla-world-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        try:
            postgres = _postgres(folder / "pg", binaries, began)
            store = _redis(folder, redis, began)
            yield _house(folder, (postgres, store), nginx, began, pairs, processes)
        finally:
            for one in reversed(began):
                with suppress(ProcessLookupError):
                    one.send(signal.SIGCONT)
                    one.end(signal.SIGINT if "postgres" in one.command[0] else signal.SIGTERM)


def _postgres(folder: Path, binaries: Path, began: list[Program]) -> tuple[Program, str]:
    """Run a PostgreSQL as it comes: what it has acknowledged, it has written."""
    folder.mkdir()
    if POSTGRES_USER:
        shutil.chown(folder, POSTGRES_USER)
    initialise(binaries, folder / "data", POSTGRES_USER)
    port = free_port()
    command = [str(binaries / "postgres"), "-D", str(folder / "data"), "-h", "127.0.0.1"]
    command += ["-p", str(port), "-c", f"unix_socket_directories={folder}"]
    began.append(Program("postgres", command, folder, POSTGRES_USER))
    url = f"postgresql+psycopg://rinnalla@127.0.0.1:{port}/postgres"
    wait_for(lambda: administer(url, "SELECT 1"), began[-1].log)
    for name in ("data", "keys"):
        administer(url, f"CREATE DATABASE {name}")
    return began[-1], url.removesuffix("postgres")


def _redis(folder: Path, program: str, began: list[Program]) -> tuple[Program, str]:
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    began.append(Program("redis", [*command, "--save", "", "--appendonly", "no"], folder))
    return began[-1], f"redis://127.0.0.1:{port}/0"


def _house(
    folder: Path,
    stores: tuple[tuple[Program, str], tuple[Program, str]],
    nginx: str,
    began: list[Program],
    pairs: int,
    processes: int,
) -> World:
    postgres, store = stores
    first, port = _two_ports(), free_port()
    ports = [first + number for number in range(processes)]
    environment = {
        **servers.house_environment(folder, first),
        "RINNALLA_DATABASE_URL": f"{postgres[1]}data",
        "RINNALLA_KEYS_URL": f"{postgres[1]}keys",
        "RINNALLA_REDIS_URL": store[1],
        "RINNALLA_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "RINNALLA_TRUSTED_PROXIES": "1",
    }
    talks = servers.seeded(folder, environment, pairs)
    houses = Houses(folder, environment, processes)
    began.append(houses)
    conf = folder / "nginx.conf"
    served = "\n        ".join(f"server 127.0.0.1:{one} max_fails=0;" for one in ports)
    conf.write_text(PROXY.format(folder=folder, served=served, port=port))
    proxy = Program("proxy", [nginx, "-p", str(folder), "-c", str(conf)], folder)
    began.append(proxy)
    made = World(port, ports, talks, f"{postgres[1]}data", postgres[0], store[0], proxy, houses)
    made.wait()
    return made


def _two_ports() -> int:
    """Find a free port whose next one is free too."""
    while True:
        port = free_port()
        with suppress(OSError, OverflowError), servers.held(port + 1):
            return port
