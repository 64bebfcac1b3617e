"""`python -m bench.path`: what a message costs from its door to its listeners, without a socket.

Messages that came at one moment are answered as the gathering does it, in one process on SQLite,
and the thread's own processor time is taken: what else the machine does is not in it. Visitors and
workers speak in turns, each in a conversation of their own.
"""

import argparse
import cProfile
import json
import pstats
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import SQLModel

from app.factory import create_app
from bench import report, seeding
from core.db import reading, transaction
from core.gathering import Gathering, Waiting
from core.house import house
from core.identity import Kind, actor_of_token
from core.realtime import DOORS
from core.settings import AsyncMode, demo_settings

PAIRS = 100
TOGETHER = (1, 5, 20, 60)
MESSAGES = 2_000
WORDS = b64encode("Moi. En oikein tiedä mistä aloittaa, koulussa on vaikeaa.".encode()).decode()


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.path", description=__doc__)
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    parser.add_argument("--profile", type=int, help="of so many together, instead of figures")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        create_app(demo_settings(data_dir=path, async_mode=AsyncMode.THREADING))
        SQLModel.metadata.create_all(house().database.engine)
        speakers = cycle(_speakers())
        if asked.profile:
            _profiled(speakers, asked.profile)
            return 0
        found = {
            "machine": report.machine(),
            "messages": MESSAGES,
            "us_a_message": {str(n): _measured(speakers, n) for n in TOGETHER},
        }
    text = json.dumps(found, indent=1)
    print(text)
    if asked.out:
        asked.out.write_text(text + "\n")
    return 0


def _speakers() -> list[tuple[UUID, Kind, str]]:
    """Seed conversations; gives both sides' sessions."""
    with transaction() as session:
        talks = seeding.talks_of(session, seeding.a_line(session), PAIRS)
    found = []
    with reading() as session:
        for talk in talks:
            for side, kind in (("visitor", Kind.VISITOR), ("responder", Kind.WORKER)):
                actor = actor_of_token(session, talk[side].partition("=")[2], kind)
                assert actor.session_id
                found.append((actor.session_id, kind, talk["conversation_id"]))
    return found


def _measured(speakers: Iterator[tuple[UUID, Kind, str]], together: int) -> float:
    took = [_answered(speakers, together) for _ in range(MESSAGES // together)]
    return round(1e6 * median(took) / together, 1)


def _answered(speakers: Iterator[tuple[UUID, Kind, str]], together: int) -> float:
    """Let so many speak at one moment; gives the seconds that it took."""
    gathering = Gathering(DOORS["/chat", "post"], lambda _task: None, lambda: None)
    some = [
        Waiting(session_id, kind, _message(conversation_id), None)
        for session_id, kind, conversation_id in islice(speakers, together)
    ]
    began = time.thread_time()
    gathering._answer(some)  # noqa: SLF001
    took = time.thread_time() - began
    if any(isinstance(one.answer, Exception) for one in some):
        raise RuntimeError([one.answer for one in some])
    return took


def _message(conversation_id: str) -> dict[str, Any]:
    sealed = {"alg": "plain/1", "body": WORDS}
    return {"conversation_id": conversation_id, "client_id": str(uuid4()), "sealed": sealed}


def _profiled(speakers: Iterator[tuple[UUID, Kind, str]], together: int) -> None:
    with cProfile.Profile() as profile:
        for _ in range(MESSAGES // together):
            _answered(speakers, together)
    pstats.Stats(profile).sort_stats("tottime").print_stats(45)


if __name__ == "__main__":
    raise SystemExit(main())
