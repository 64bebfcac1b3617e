"""`python -m bench.growth`: what a message costs as conversations, history and processes grow.

And what a search costs as the directory grows. Everything is processor time, for that is what
grows; the clock of a machine that others use says less. Draws a picture of each.
"""

import argparse
import asyncio
import json
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from uuid import UUID

from sqlmodel import Session, SQLModel

from app.factory import create_app
from bench import report, servers
from bench.finding.asked import PARTS, pairs
from bench.finding.directory import a_moment, fill, sentences
from bench.load import Load
from bench.picture import drawn
from bench.sealed import a_conversation, post
from bench.world import World, world
from chat import transcript
from chat.models import Conversation
from core.db import make_engine
from core.house import house
from core.settings import AsyncMode, demo_settings
from guidance.search import Filters, find

RATE, SECONDS = 200.0, 8.0
CONVERSATIONS = (20, 100, 500)
HISTORY = (10, 1_000, 10_000)
SERVICES = (1_250, 5_000, 20_000)
PROCESSES = (1, 2)
EACH = 300
PAGE = 20
DRAWN = {
    "conversations": ("Processor time a message at 200 a second, µs, by conversations", "message"),
    "history": ("Processor time a message, µs, by what was said before", "message"),
    "services": ("Processor time a search (p95), ms, by services", "p95"),
    "processes": ("Processor time a message of all processes, µs", "message"),
}


def by_conversations() -> dict[str, Any]:
    """Give microseconds a message and milliseconds to the other side, at the same rate."""
    return {str(one): asyncio.run(_alone(one)) for one in CONVERSATIONS}


async def _alone(pairs: int) -> dict[str, Any]:
    with servers.house(pairs) as server:
        return await _at_rate(server)


async def _at_rate(server: servers.Server) -> dict[str, Any]:
    load = Load(server, seed=1)
    try:
        await load.open()
        found = await load.at_rate(RATE, SECONDS)
    finally:
        load.close()
    broken = {word: found[word] for word in report.NEVER if found[word]}
    told = {"message": found["server_cpu_us_per_message"], "delivery_ms": found["delivery_ms"]}
    return told | ({"broken": broken} if broken else {})


def by_history() -> dict[str, Any]:
    """Give microseconds of one more message, and of the page of the last 200 that `sync` gives."""
    with tempfile.TemporaryDirectory() as folder:
        settings = demo_settings(
            _env_file=None, data_dir=Path(folder), async_mode=AsyncMode.THREADING
        )
        create_app(settings)
        SQLModel.metadata.create_all(house().database.engine)
        conversation = a_conversation(is_sealed=False)
        return {str(length): _after(conversation, length) for length in HISTORY}


def _after(conversation: UUID, length: int) -> dict[str, float]:
    sent = {"alg": "plain/1", "body": "TW9pLg=="}
    with house().database.session() as session:
        said = session.get_one(Conversation, conversation).last_seq
    for _ in range(length - said):
        post(conversation, sent)
    took = [post(conversation, sent) for _ in range(EACH)]
    return {
        "message": round(median(took)),
        "sync": round(median(_sync(conversation) for _ in range(20))),
    }


def _sync(conversation: UUID) -> float:
    with house().database.session() as session:
        found = session.get_one(Conversation, conversation)
        began = time.thread_time()
        transcript.since(session, found, max(0, found.last_seq - 200))
        return (time.thread_time() - began) * 1e6


def by_services(folder: Path | None) -> dict[str, Any]:
    """Give milliseconds of a search with all its counts, on SQLite."""
    said = sentences(folder)
    return {str(count): _searches(count, said) for count in SERVICES}


def _searches(count: int, said: list[str]) -> dict[str, float]:
    words, at = sorted({one.asked for part in PARTS for one in pairs(part)}), a_moment()
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/found.db")
        SQLModel.metadata.create_all(engine)
        with Session(engine, expire_on_commit=False) as session:
            fill(session, count, said)
            session.commit()
            took = [_search(session, word, at) for word in words]
        engine.dispose()
    return {"p50": round(median(took), 1), "p95": round(quantiles(took, n=20)[18], 1)}


def _search(session: Session, word: str, at: Any) -> float:
    began = time.thread_time()
    find(session, Filters(word), at=at, limit=PAGE)
    return (time.thread_time() - began) * 1e3


class Behind(servers.Server):
    """All processes of an installation, as one server."""

    there: World

    @property
    def cpu_seconds(self) -> float:
        """Processor time so far, of all of them (Linux)."""
        return sum(servers.cpu_seconds(pid) for pid in self._pids())

    @property
    def memory_kb(self) -> int:
        """Resident memory, of all of them (Linux)."""
        return sum(servers.memory_kb(pid) for pid in self._pids())

    def _pids(self) -> list[int]:
        """Name the processes that serve, and the one over them, which serves when it is alone."""
        return [self.process.pid, *self.there.houses.pids()]


def by_processes() -> dict[str, Any]:
    """Give microseconds a message on PostgreSQL with Redis behind nginx, of all processes."""
    found: dict[str, Any] = {}
    for count in PROCESSES:
        with world(CONVERSATIONS[1], processes=count) as there:
            server = Behind("house", there.houses.process, there.port, there.talks)
            object.__setattr__(server, "there", there)
            found[str(count)] = asyncio.run(_at_rate(server))
    one, two = (found[str(count)]["message"] for count in PROCESSES)
    return found | {"ratio": round(two / one, 2)}


def main() -> int:
    """Measure, print, and write when told to. Gives 1 when a message was lost or doubled."""
    asked = _arguments()
    whole: dict[str, Any] = {"machine": report.machine(), "versions": report.versions()}
    if asked.only and asked.out and asked.out.exists():
        whole = json.loads(asked.out.read_text()) | whole  # the others stay as they were
    measures = {
        "history": by_history,
        "services": lambda: by_services(asked.sentences),
        "conversations": by_conversations,
        "processes": by_processes,
    }
    for name in asked.only or measures:
        whole[name] = measures[name]()
        print(name, json.dumps(whole[name]), flush=True)
    if asked.out:
        asked.out.write_text(json.dumps(whole, indent=1) + "\n")
        draw(whole, report.PICTURES)
    return int("broken" in json.dumps(whole))


def draw(whole: dict[str, Any], folder: Path) -> None:
    """Draw what was measured into a folder."""
    for name, (title, figure) in DRAWN.items():
        values = {
            key: float(one[figure])
            for key, one in whole.get(name, {}).items()
            if isinstance(one, dict)
        }
        if values:
            (folder / f"growth-{name}.svg").write_text(drawn(title, values))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--only", nargs="*", choices=DRAWN, help="these alone")
    parser.add_argument("--sentences", type=Path, help="a folder with ServiceClasses.json")
    parser.add_argument("--out", type=Path, help="write the figures as JSON, and draw them")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
