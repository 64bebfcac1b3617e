"""`python -m bench.links`: how many short addresses a process answers in a second of its own time.

Calls the whole application without a socket between: host gate, language, Flask, the counter's one
statement and its commit. Says how many rows all those visits left: one for a day, link and way.
Appends the figures to `links.json`.
"""

import json
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sqlmodel import func, select
from werkzeug.test import EnvironBuilder

from app import demo
from app.factory import create_app
from bench import report
from core import clock
from core.db import reading
from core.settings import demo_settings
from outreach.demo import STORY
from outreach.models import LinkCount

KEPT = Path(__file__).resolve().parent / "links.json"
VISITS, WARM, ROUNDS = 1_000, 200, 3
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Instagram 312.0"
SEE_OTHER = "303"


def main() -> int:
    """Measure, print, append."""
    with tempfile.TemporaryDirectory() as folder:
        settings = demo_settings(_env_file=None, data_dir=Path(folder))
        app = create_app(settings)
        demo.seed(app)
        host = settings.public_url.partition("//")[2]
        _visit(app.wsgi_app, host, WARM)
        before = _rows()
        found = {
            "at": f"{clock.local_day()}",
            "machine": report.machine(),
            "visits": VISITS * ROUNDS,
            "redirects_a_cpu_second": [_visit(app.wsgi_app, host, VISITS) for _ in range(ROUNDS)],
            "rows_added": _rows() - before,
        }
    print(json.dumps(found, indent=1))
    known = json.loads(KEPT.read_text()) if KEPT.is_file() else []
    KEPT.write_text(json.dumps([*known, found], indent=1) + "\n")
    return 0


def _visit(app: Callable[..., Iterable[bytes]], host: str, times: int) -> int:
    """Open a link so many times; gives how many that were in a second of our own."""
    told: list[str] = []

    def start(status: str, _headers: Any, _raised: Any = None) -> Any:
        told.append(status[:3])
        return lambda _more: None

    asked = EnvironBuilder(f"/t/{STORY}", base_url=f"http://{host}")
    asked.headers["User-Agent"] = PHONE
    began = time.process_time()  # others may be at work here: only our own time is measured
    for _ in range(times):
        b"".join(app(asked.get_environ(), start))
    took = time.process_time() - began
    assert set(told) == {SEE_OTHER}, set(told)
    return round(times / took)


def _rows() -> int:
    with reading() as session:
        return session.exec(select(func.count()).select_from(LinkCount)).one()


if __name__ == "__main__":
    raise SystemExit(main())
