"""`python -m bench.roster`: races for places, and a year of the roster, measured as JSON.

200 workers race for the 2 places of one shift, several times, on SQLite and, with an address of an
empty database, on PostgreSQL: exactly 2 must have a place each time. A year's page of the shifts
that 500 templates have made is answered by the counts of rows, in less than 200 ms.
"""

import argparse
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from sqlmodel import Session, SQLModel, select

from app.factory import create_app
from bench import report
from core import clock
from core.crypto import KeyStore
from core.db import Database, transaction
from core.errors import Refusal
from core.house import House, house, stand
from core.identity import Actor, Kind, begin, cookie_name
from core.settings import AsyncMode, Settings, demo_settings
from organisation.models import Line, Organisation, Role, Worker, WorkerRole
from scheduling import actions
from scheduling.models import Duty, Shift, Template

RACERS, PLACES = 200, 2
TEMPLATES = 500
TARGET_MS = 200.0
HOUR = timedelta(hours=1)


def main() -> int:
    """Measure and print; gives 1 when a race or the page misses its target."""
    parser = argparse.ArgumentParser(prog="python -m bench.roster", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--postgres", default="", help="the address of an empty PostgreSQL database"
    )
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        found = _measure(Path(folder), asked.rounds, asked.postgres)
    text = json.dumps(found, indent=1)
    print(text)
    if asked.out:
        asked.out.write_text(text + "\n")
    return int(not found["met"])


def _measure(folder: Path, rounds: int, postgres: str) -> dict[str, Any]:
    settings = demo_settings(
        _env_file=None,
        data_dir=folder,
        async_mode=AsyncMode.THREADING,
        public_url="http://localhost",
    )
    create_app(settings)
    SQLModel.metadata.create_all(house().database.engine)
    races = {"sqlite": _races(rounds)}
    year = _year(rounds)
    if postgres:
        _move_to(settings, postgres)
        races["postgresql"] = _races(rounds)
    exact = all(one == PLACES for race in races.values() for one in race["places_taken"])
    return {
        "machine": report.machine(),
        "racers": RACERS,
        "races": races,
        "year_page": year,
        "target_ms": TARGET_MS,
        "met": exact and year["median_ms"] < TARGET_MS,
    }


def _move_to(settings: Settings, postgres: str) -> None:
    """Let the house stand on another database, empty but for the tables."""
    changed = settings.model_copy(update={"database_url": postgres})
    moved: House = replace(
        house(), settings=changed, database=Database(changed), keys=KeyStore(settings)
    )
    SQLModel.metadata.create_all(moved.database.engine)
    stand(moved)


def _races(rounds: int) -> dict[str, Any]:
    """Let everybody claim at once, and count who has a place."""
    with house().database.session() as session:
        line = _line(session)
        racers = [_worker(session, line, number) for number in range(RACERS)]
        session.commit()
    taken, seconds = [], []
    for _ in range(rounds):
        shift = _shift(line)
        began = time.perf_counter()
        with ThreadPoolExecutor(RACERS) as pool:
            list(pool.map(lambda actor, of=shift: _tries(actor, of), racers))
        seconds.append(round(time.perf_counter() - began, 2))
        with house().database.session() as session:
            taken.append(len(session.exec(select(Duty.id).where(Duty.shift_id == shift)).all()))
    return {"places_taken": taken, "median_s": median(seconds)}


def _tries(actor: Actor, shift: Any) -> None:
    for _attempt in range(20):
        try:
            with transaction() as session:
                actions.claim(session, actor, shift)
        except Refusal:
            return
        except OSError:
            continue
        return


def _line(session: Session) -> Line:
    words = {"fi": "Linja", "sv": "Linje", "en": "Line"}
    owner = Organisation(slug=f"o-{uuid4().hex[:8]}", name=words)
    session.add(owner)
    session.flush()
    made = Line(
        organisation_id=owner.id,
        slug=f"l-{uuid4().hex[:8]}",
        name=words,
        audience=words,
        description=words,
        who_answers=words,
    )
    session.add(made)
    session.flush()
    return made


def _worker(session: Session, line: Line, number: int) -> Actor:
    made = Worker(
        organisation_id=line.organisation_id,
        email=f"{uuid4().hex}@example.org",
        name=f"Nimi {number}",
        shown_as="Nimi",
    )
    session.add(made)
    return Actor(kind=Kind.WORKER, id=made.id, lines=frozenset({line.id}))


def _shift(line: Line) -> Any:
    with house().database.session() as session:
        begins = clock.now() + HOUR + timedelta(seconds=len(session.exec(select(Shift.id)).all()))
        made = Shift(line_id=line.id, starts_at=begins, ends_at=begins + 2 * HOUR, greatest=PLACES)
        session.add(made)
        session.commit()
        # What was taken before must not stand in the way of this round.
        for duty in session.exec(select(Duty)).all():
            session.delete(duty)
        session.commit()
        return made.id


def _year(rounds: int) -> dict[str, Any]:
    """Make the shifts of 500 templates and ask for the page of their year."""
    with transaction() as session:
        line = _line(session)
        _templates(session, line)
        began = time.perf_counter()
        made = actions.materialise(session, [line.id])
        made_in = time.perf_counter() - began
    browser = house().app.test_client()
    browser.set_cookie(cookie_name(Kind.WORKER), _coordinator(line), domain="localhost")
    each = []
    for _ in range(max(rounds, 5)):
        began = time.perf_counter()
        page = browser.get("/roster/year")
        each.append((time.perf_counter() - began) * 1_000)
        if page.status_code != 200:  # noqa: PLR2004
            raise RuntimeError("The page of the year was not answered.")
    return {
        "shifts": made.made,
        "made_in_s": round(made_in, 2),
        "median_ms": round(median(each), 1),
        "worst_ms": round(max(each), 1),
    }


def _templates(session: Session, line: Line) -> None:
    today: date = clock.local_day()
    for number in range(TEMPLATES):
        quarter = number // 7
        begins = f"{quarter // 4 % 20:02}:{quarter % 4 * 15:02}"
        ends = f"{quarter // 4 % 20 + 2:02}:{quarter % 4 * 15:02}"
        session.add(
            Template(
                line_id=line.id,
                first_on=today + timedelta(days=number % 7),
                begins=begins,
                ends=ends,
            )
        )
    session.flush()


def _coordinator(line: Line) -> str:
    with house().database.session() as session:
        made = Worker(
            organisation_id=line.organisation_id,
            email=f"{uuid4().hex}@example.org",
            name="Kaisa Koski",
            shown_as="Kaisa",
        )
        session.add(made)
        session.flush()
        session.add(WorkerRole(worker_id=made.id, role=Role.COORDINATOR))
        token = begin(session, Kind.WORKER, made.id, lasts=HOUR)
        session.commit()
        return token


if __name__ == "__main__":
    sys.exit(main())
