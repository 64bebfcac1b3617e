"""`python -m bench.feeds`: what a calendar feed costs, beside Radicale serving as many events.

A feed of 200 duties within the process, cold and by its ETag; then feeds of 1,000 duties over HTTP
on loopback, ours by the same threaded server that is used for nothing else, Radicale's by its own.
"""

import argparse
import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlmodel import SQLModel
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app.factory import create_app
from bench import report
from bench.seeding import a_line, a_responder
from bench.servers import free_port
from core import clock
from core.db import transaction
from core.house import house
from core.identity import Actor, Kind
from core.settings import AsyncMode, demo_settings
from scheduling import actions
from scheduling.models import Duty, Shift

ROUNDS = 15
COLD_MS, KNOWN_MS = 30.0, 2.0
HOUR = timedelta(hours=1)


def main() -> int:
    """Measure and print; gives 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.feeds", description=__doc__)
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    out = parser.parse_args().out
    found = measure()
    text = json.dumps(found, indent=1)
    print(text)
    if out:
        out.write_text(text + "\n")
    return int(not all(found["met"].values()))


def measure() -> dict[str, Any]:
    """Give milliseconds, medians and worst of the rounds."""
    with TemporaryDirectory(prefix="rinnalla-bench-") as folder:
        create_app(
            demo_settings(
                _env_file=None,
                data_dir=Path(folder),
                async_mode=AsyncMode.THREADING,
                public_url="http://localhost",
            )
        )
        SQLModel.metadata.create_all(house().database.engine)
        small, large = _feed("small", 200), _feed("large", 1000)
        tag = _ask(small)[1]["ETag"]
        cold = _rounds(lambda: _ask(small))
        known = _rounds(lambda: _ask(small, tag))
        text = _ask(large)[2]
        ours = _ours(large)
        radicale = _radicale(Path(folder), text)
        house().database.engine.dispose()
    return {
        "machine": report.machine(),
        "rounds": ROUNDS,
        "duties_200_cold_ms": cold,
        "duties_200_by_etag_ms": known,
        "duties_1000_over_http_ms": ours,
        "radicale_1000_over_http_ms": radicale,
        "bytes_of_1000": len(text),
        "met": {
            "cold": cold["median"] < COLD_MS,
            "by_etag": known["median"] < KNOWN_MS,
            "faster_than_radicale": ours["median"] < radicale["median"],
        },
    }


def _feed(name: str, duties: int) -> str:
    """Give the path of a feed with so many duties, all within what a feed shows."""
    with transaction() as session:
        line = a_line(session, name)
        worker_id = a_responder(session, line, duties)
        first = clock.now().replace(microsecond=0)
        begins = [first + number * 4 * HOUR for number in range(duties)]
        shifts = [Shift(line_id=line.id, starts_at=at, ends_at=at + 2 * HOUR) for at in begins]
        session.add_all(shifts)
        session.flush()
        session.add_all(Duty(shift_id=one.id, seat_no=1, worker_id=worker_id) for one in shifts)
        token = actions.create_feed(session, _actor(worker_id), label="bench")
    return f"/feeds/{token}.ics"


def _actor(worker_id: UUID) -> Actor:
    return Actor(kind=Kind.WORKER, id=worker_id)


def _ask(path: str, tag: str = "") -> tuple[str, Any, bytes]:
    """Ask the house as a server would, without a socket between."""
    headers = [("If-None-Match", tag)] if tag else []
    environ = EnvironBuilder(path=path, base_url="http://localhost", headers=headers).get_environ()
    body, status, told = run_wsgi_app(house().app, environ)
    return status, told, b"".join(body)


def _rounds(ask: Callable[[], object]) -> dict[str, float]:
    ask()
    each = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        ask()
        each.append((time.perf_counter() - began) * 1000)
    return {"median": round(median(each), 2), "worst": round(max(each), 2)}


class _Quiet(WSGIRequestHandler):
    def log(self, *_told: object) -> None:
        """Say nothing."""


def _ours(path: str) -> dict[str, float]:
    def here(environ: dict[str, Any], start: Any) -> Any:
        return house().app({**environ, "HTTP_HOST": "localhost"}, start)

    server = make_server("127.0.0.1", 0, here, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        return _rounds(lambda: _get(f"http://127.0.0.1:{server.server_port}{path}"))
    finally:
        server.shutdown()
        server.server_close()


def _get(url: str, method: str = "GET", body: bytes | None = None) -> bytes:
    parts = urlsplit(url)
    asking = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=30)
    asking.request(method, parts.path, body, {"Content-Type": "text/calendar"} if body else {})
    answer = asking.getresponse()
    read = answer.read()
    asking.close()
    if answer.status >= 400:  # noqa: PLR2004
        raise RuntimeError(f"{method} {answer.status}")
    return read


def _radicale(folder: Path, text: bytes) -> dict[str, float]:
    with _running_radicale(folder) as url:
        _get(f"{url}/bench/", "MKCOL")
        _get(f"{url}/bench/duties/", "PUT", text)
        return _rounds(lambda: _get(f"{url}/bench/duties/"))


@contextmanager
def _running_radicale(folder: Path) -> Iterator[str]:
    port = free_port()
    config = folder / "radicale"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n"
        f"[rights]\ntype = from_file\nfile = {folder}/rights\n"
        f"[storage]\nfilesystem_folder = {folder}/collections\n[logging]\nlevel = error\n"
    )
    (folder / "rights").write_text("[all]\nuser = .*\ncollection = .*\npermissions = RrWw\n")
    program = Path(sys.executable).parent / "radicale"
    running = subprocess.Popen([program, "-C", config], stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url)
        yield url
    finally:
        running.terminate()
        running.wait()


def _wait_for(url: str) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with suppress(OSError, RuntimeError):
            _get(f"{url}/.web/")
            return
        time.sleep(0.1)
    raise RuntimeError("Radicale did not start")


if __name__ == "__main__":
    sys.exit(main())
