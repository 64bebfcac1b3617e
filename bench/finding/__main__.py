"""`python -m bench.finding`: the recall table and the latencies, on SQLite and PostgreSQL.

Needs a PostgreSQL (`--postgres URL`, or `own` for one that is started and ended here) for that
half and for the Snowball reference; without it the SQLite half is measured alone. `--only` measures
one half and leaves the other half's figures as they were. Prints tables and writes `figures.json`.

Times are by the clock, and what was really worked: by this process, and beside it by the database
server's for PostgreSQL, as the kernel counts it. On a machine that others use only the second says
something about the house.
"""

import argparse
import gc
import json
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from sqlmodel import Session, SQLModel

from app.rooms import open_rooms
from bench import report
from bench.finding import references
from bench.finding.asked import PARTS, RELATIONS, entries, pairs
from bench.finding.directory import a_moment, fill, sentences
from bench.finding.references import Finds
from core import clock
from core.db import make_engine, make_postgres_engine
from guidance import finnish
from guidance.search import Filters, When, find
from tests.postgres import database, postgres_binaries, running_postgres

KEPT = Path(__file__).with_name("figures.json")
PAGE = 20
BROAD = ["nuorille palveluja", "sosiaalipalvelut", "terveys", "koulutus ja työ", "tukea perheille"]
P95_SQLITE, P95_POSTGRES, P95_TYPING = 50.0, 100.0, 50.0
Recall = dict[str, dict[str, float]]


def main() -> int:
    """Measure, print, keep. Gives 1 when a promise about time was not kept."""
    asked = _arguments()
    open_rooms()
    said = sentences(asked.sentences)
    found: dict[str, Any] = {
        "at": f"{clock.local_day()}",
        "machine": report.machine(),
        "services": asked.services,
        **_before(asked.only),
    }
    if asked.only != "postgres":
        with _sqlite() as session:
            _measure(session, "SQLite", asked.services, said, found)
            _without_voikko(found)
            _references_on_sqlite(session, found)
    if asked.postgres and asked.only != "sqlite":
        with _server(asked.postgres) as url, _postgres(url) as session:
            _measure(session, "PostgreSQL", asked.services, said, found)
            _references_on_postgres(session, found)
    _say(found)
    KEPT.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    return int(not _kept(found["ms"]))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.finding", description=__doc__)
    parser.add_argument("--services", type=int, default=20_000)
    parser.add_argument("--sentences", type=Path, help="a folder with ServiceClasses.json")
    parser.add_argument("--postgres", help="the address of an empty database, or `own`")
    parser.add_argument("--only", choices=("sqlite", "postgres"), help="measure one half anew")
    return parser.parse_args()


def _before(only: str | None) -> dict[str, Any]:
    """Give the figures of the half that is not measured."""
    if not only:
        return {"recall": {}, "ms": {}}
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    return {"recall": kept["recall"], "ms": kept["ms"]}


@contextmanager
def _server(asked: str) -> Iterator[str]:
    """Give the address of an empty database: the one named, or one on a server of its own."""
    if asked != "own":
        yield asked
        return
    binaries = postgres_binaries()
    if binaries is None:
        raise SystemExit("There is no PostgreSQL on this machine.")
    with running_postgres(binaries) as server, database(server) as url:
        yield url


@contextmanager
def _sqlite() -> Iterator[Session]:
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/finding.db")
        SQLModel.metadata.create_all(engine)
        with Session(engine, expire_on_commit=False) as session:
            yield session
        engine.dispose()


@contextmanager
def _postgres(url: str) -> Iterator[Session]:
    engine = make_postgres_engine(url)
    SQLModel.metadata.create_all(engine)
    with Session(engine, expire_on_commit=False) as session:
        yield session
    engine.dispose()


def _measure(
    session: Session, name: str, count: int, said: list[str], found: dict[str, Any]
) -> None:
    begun = time.perf_counter()
    ids = fill(session, count, said)
    session.commit()
    if session.get_bind().dialect.name == "postgresql":
        session.connection().exec_driver_sql("ANALYZE")
        session.commit()
    found["ms"][name] = {"filled and indexed, s": round(time.perf_counter() - begun, 1)}
    look = references.ours(lambda asked: find(session, Filters(asked)).service_ids, ids)
    found["recall"][f"the house on {name}"] = _recall(look)
    found["ms"][name] |= _times(session)


def _without_voikko(found: dict[str, Any]) -> None:
    """The ladder alone, on the labelled entries: its index is another."""
    kept = finnish.analyser_here
    finnish.analyser_here = lambda: None
    try:
        with _sqlite() as session:
            ids = fill(session, len(entries()), [])
            look = references.ours(lambda asked: find(session, Filters(asked)).service_ids, ids)
            found["recall"]["the house without Voikko"] = _recall(look)
    finally:
        finnish.analyser_here = kept


def _references_on_sqlite(session: Session, found: dict[str, Any]) -> None:
    connection = session.connection()
    for name, beginning in (("FTS5 unicode61", False), ("FTS5 unicode61, beginnings", True)):
        look = references.unicode61(connection, entries(), beginning=beginning)
        found["recall"][name] = _recall(look)


def _references_on_postgres(session: Session, found: dict[str, Any]) -> None:
    connection = session.connection()
    stem = references.stemmer(connection)
    with _sqlite() as beside:
        for name, beginning in (("FTS5 Snowball", False), ("FTS5 Snowball, beginnings", True)):
            look = references.snowball(beside.connection(), entries(), stem, beginning=beginning)
            found["recall"][name] = _recall(look)
    known = (("PostgreSQL finnish", False), ("PostgreSQL finnish, beginnings", True))
    for name, beginning in known:
        look = references.finnish(connection, entries(), beginning=beginning)
        found["recall"][name] = _recall(look)


def _recall(look: Finds) -> Recall:
    return {part: _recall_of(part, look) for part in PARTS}


def _recall_of(part: str, look: Finds) -> dict[str, float]:
    met: dict[str, list[bool]] = defaultdict(list)
    seen: dict[str, Any] = {}
    for pair in pairs(part):
        if pair.asked not in seen:
            seen[pair.asked] = look(pair.asked)
        met[pair.relation].append(pair.entry in seen[pair.asked])
    return {one: round(sum(met[one]) / len(met[one]), 3) for one in RELATIONS}


def _times(session: Session) -> dict[str, Any]:
    """Give p50 and p95 in milliseconds, with all counts, for one page of results."""
    worked = _worked(session)
    chance = random.Random(11)
    words = sorted({pair.asked for part in PARTS for pair in pairs(part)})
    asked = words + BROAD
    at = a_moment()
    gc.freeze()  # as the server does: what is in memory by now stays
    narrow = partial(Filters, municipality="205", age=16)
    facts = frozenset({"anonymous", "parents_not_told"})
    kinds: dict[str, Callable[[str], Any]] = {
        "words": lambda one: find(session, Filters(one), at=at, limit=PAGE),
        "words, place and age": lambda one: find(session, narrow(one), at=at, limit=PAGE),
        "words, place, age, facts, open now": lambda one: find(
            session, narrow(one, traits=facts, when=When.NOW), at=at, limit=PAGE
        ),
    }
    told = {
        name: _spread([_ms(look, one, worked) for one in asked]) for name, look in kinds.items()
    }
    typed = [one[:end] for one in asked for end in range(2, len(one) + 1)]
    look = kinds["words"]
    told["as one types"] = _spread([_ms(look, one, worked) for one in chance.sample(typed, 400)])
    told["no words"] = _spread([_ms(look, "", worked) for _ in range(20)])
    return told


def _worked(session: Session) -> Callable[[], float]:
    """Give what tells how many seconds this process, and the server's beside it, have worked."""
    if session.get_bind().dialect.name != "postgresql":
        return time.process_time
    pid = session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    ran = Path(f"/proc/{pid}/schedstat")
    if not ran.exists():
        return time.process_time
    return lambda: time.process_time() + int(ran.read_text().split()[0]) / 1e9


def _ms(look: Callable[[str], Any], asked: str, worked: Callable[[], float]) -> tuple[float, float]:
    """Give by the clock, and what was worked for it: the rest was waited for others."""
    begun, before = time.perf_counter(), worked()
    look(asked)
    return (time.perf_counter() - begun) * 1000, (worked() - before) * 1000


def _spread(times: list[tuple[float, float]]) -> dict[str, float]:
    clock_ms, own_ms = ([one[which] for one in times] for which in (0, 1))
    return {
        "p50": round(median(clock_ms), 1),
        "p95": round(quantiles(clock_ms, n=20)[18], 1),
        "most": round(max(clock_ms), 1),
        "own p95": round(quantiles(own_ms, n=20)[18], 1),
    }


def _kept(ms: dict[str, Any]) -> bool:
    most = {"SQLite": P95_SQLITE, "PostgreSQL": P95_POSTGRES}
    return all(
        spread["p95"] <= (P95_TYPING if kind == "as one types" else most[name])
        for name, kinds in ms.items()
        for kind, spread in kinds.items()
        if isinstance(spread, dict)
    )


def _say(found: dict[str, Any]) -> None:
    for part in PARTS:
        print(f"\n| {part} | " + " | ".join(RELATIONS) + " |\n|---|" + "---|" * len(RELATIONS))
        for name, recall in found["recall"].items():
            shares = " | ".join(f"{recall[part][one]:.2f}" for one in RELATIONS)
            print(f"| {name} | {shares} |")
    for name, kinds in found["ms"].items():
        for kind, spread in kinds.items():
            print(f"{name}: {kind}: {spread}")


if __name__ == "__main__":
    raise SystemExit(main())
