"""`python -m bench.appointments`: fifty visitors race for one time, on SQLite and on PostgreSQL.

Each round every visitor sees the same single time free and tries to take it at the same moment.
Exactly one must get it, every time, and nobody may be met by anything but a refusal. PostgreSQL is
started for the measurement where it is installed (`TEST_DATABASE_URL` names a running one).
"""

import argparse
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime, timedelta
from os import environ
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sqlmodel import Session, SQLModel, select

from app.factory import create_app
from bench import report
from bench.seeding import a_line, a_responder
from core.db import transaction
from core.house import house
from core.settings import AsyncMode, demo_settings
from scheduling import actions, queries
from scheduling.errors import TimeTaken
from scheduling.models import Appointment, AppointmentType, Availability, Keeper
from scheduling.schemas.appointments import AppointmentKind
from tests.postgres import database, postgres_binaries, running_postgres

HOUR = timedelta(hours=1)


def main() -> int:
    """Race and print; gives 1 when a round did not end with exactly one."""
    parser = argparse.ArgumentParser(prog="python -m bench.appointments", description=__doc__)
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    asked = parser.parse_args()
    found: dict[str, Any] = {"machine": report.machine(), "visitors": asked.visitors}
    bases: dict[str, AbstractContextManager[str | None]]
    bases = {"sqlite": nullcontext(""), "postgresql": _postgres()}
    for name, address in bases.items():
        with address as url:
            found[name] = _races(url, asked.visitors, asked.rounds) if url is not None else None
    text = json.dumps(found, indent=1)
    print(text)
    if asked.out:
        asked.out.write_text(text + "\n")
    raced = [found[name] for name in ("sqlite", "postgresql") if found[name]]
    return int(any(one["winners"] != [1] * asked.rounds or one["else"] for one in raced))


def _races(url: str, visitors: int, rounds: int) -> dict[str, Any]:
    with TemporaryDirectory(prefix="rinnalla-bench-") as folder:
        create_app(
            demo_settings(
                _env_file=None,
                data_dir=Path(folder),
                async_mode=AsyncMode.THREADING,
                database_url=url,
            )
        )
        SQLModel.metadata.create_all(house().database.engine)
        kind = _kind()
        each = [_race(kind, visitors, number) for number in range(rounds)]
        house().database.engine.dispose()
    return {
        "rounds": rounds,
        "winners": [one["won"] for one in each],
        "else": sum(one["else"] for one in each),
        "seconds_a_round": {
            "median": round(median(one["seconds"] for one in each), 3),
            "worst": round(max(one["seconds"] for one in each), 3),
        },
    }


def _kind() -> AppointmentType:
    """Make a line with one worker who is free for one hour of every day."""
    with transaction() as session:
        line = a_line(session)
        worker_id = a_responder(session, line, 0)
        name = {"fi": "Aika"}
        kind = AppointmentType(
            line_id=line.id,
            kind=AppointmentKind.CHAT,
            name=name,
            place={},
            minutes=60,
            minutes_after=0,
            lead_minutes=0,
        )
        session.add(kind)
        session.flush()
        session.add(Keeper(type_id=kind.id, worker_id=worker_id))
        for day in range(1, 8):
            session.add(
                Availability(worker_id=worker_id, weekday=day, begins="12:00", ends="13:00")
            )
    return kind


def _race(kind: AppointmentType, visitors: int, number: int) -> dict[str, Any]:
    """Let everybody try for the time of one day, which nobody has raced for yet."""
    with house().database.session() as session:
        at = queries.offers(session, kind)[0].starts_at
    ready = threading.Barrier(visitors)

    def tries(_visitor: int) -> str:
        ready.wait()
        return _try(kind, at)

    began = time.perf_counter()
    with ThreadPoolExecutor(visitors) as pool:
        told = Counter(pool.map(tries, range(visitors)))
    seconds = time.perf_counter() - began
    with house().database.session() as session:
        rows = _rows(session, at)
    other = sum(told.values()) - told["won"] - told["taken"] + (rows != told["won"])
    return {"round": number, "won": told["won"], "else": other, "seconds": seconds}


def _try(kind: AppointmentType, at: datetime) -> str:
    try:
        with transaction() as session:
            actions.hold(session, kind, at)
    except TimeTaken:
        return "taken"
    except Exception as wrong:  # noqa: BLE001  whatever it is, it must not be
        return type(wrong).__name__
    return "won"


def _rows(session: Session, at: datetime) -> int:
    return len(session.exec(select(Appointment.id).where(Appointment.starts_at == at)).all())


@contextmanager
def _postgres() -> Iterator[str | None]:
    given, binaries = environ.get("TEST_DATABASE_URL"), postgres_binaries()
    if given is None and binaries is None:
        yield None
        return
    server = nullcontext(given) if given else running_postgres(binaries)  # type: ignore[arg-type]
    with server as address, database(address) as url:
        yield url


if __name__ == "__main__":
    sys.exit(main())
