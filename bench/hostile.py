"""`python -m bench.hostile`: what others notice of somebody who wishes the server ill.

The same talk at the same rate again and again: alone, while one visitor floods the server with
events that are allowed, with junk, with frames as large as they may be, while one asks for much and
reads none of it, and while five hundred visitors wait with open pages. Whoever is shut out connects
again at once. What the server weighs is looked at all the while.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench import report, servers
from bench.idle import allow_many_files
from bench.load import Load
from bench.wire import Refused, Wire

EVENTS_A_SECOND = 3_000
AT_ONCE = 50
JUNK_A_SECOND, FRAMES_A_SECOND = 200, 200
AGAIN_SECONDS = 0.05
WAITING = 500
PAIRS, RATE, SECONDS = 20, 50, 10.0
LONG_BODY, LONG_HISTORY = 8_000, 60
FRAME = 65_000
LOOK_SECONDS = 0.1
MOST_P99_MS, MOST_GROWTH_MB = 25.0, 20.0
JUNK = (
    "hello",
    "",
    "9",
    "4[2]",
    '42/chat,1["post",{',
    '451-/chat,["post",{"_placeholder":true,"num":0}]',
    '42/chat,1["connect",{}]',
    "4" + "[" * 5_000,
)


@dataclass
class Attacker:
    """One visitor who means harm, over as many connections as it takes."""

    port: int
    cookie: str
    conversation_id: str
    sent: int = 0
    shut_out: int = 0
    answers: Counter[str] = field(default_factory=Counter)

    async def rage(self, harm: Callable[["Attacker", Wire], Any]) -> None:
        """Do harm until the door is shut, and come back."""
        while True:
            try:
                wire = await Wire.to(self.port, lambda *_told: None, cookie=self.cookie)
            except (Refused, OSError, TimeoutError):
                self.shut_out += 1
                await asyncio.sleep(AGAIN_SECONDS)
                continue
            try:
                while wire.is_open:
                    await harm(self, wire)
            finally:
                wire.abort()
            self.shut_out += 1

    def hear(self, answer: dict[str, Any]) -> None:
        """Count an answer by its code."""
        self.answers[answer.get("code", "ok")] += 1

    @property
    def about(self) -> dict[str, Any]:
        """Ask for the whole of one's own conversation."""
        return {"conversation_id": self.conversation_id, "after": 0}

    def figures(self) -> dict[str, Any]:
        """Say what was done, and what came of it."""
        return {"sent": self.sent, "answers": dict(self.answers), "shut_out": self.shut_out}


async def flood(one: Attacker, wire: Wire) -> None:
    """Ask what one may ask, 3,000 times a second."""
    for _ in range(AT_ONCE):
        wire.ask("sync", one.about, one.hear)
        one.sent += 1
    await asyncio.sleep(AT_ONCE / EVENTS_A_SECOND)


async def junk(one: Attacker, wire: Wire) -> None:
    """Send what is no packet, or none of ours."""
    wire.say(random.choice(JUNK))
    one.sent += 1
    await asyncio.sleep(1 / JUNK_A_SECOND)


async def large_frames(one: Attacker, wire: Wire) -> None:
    """Send messages as long as a frame may be."""
    sealed = {"alg": "plain/1", "body": "A" * FRAME}
    about = {"conversation_id": one.conversation_id, "client_id": str(uuid4())}
    wire.ask("post", about | {"sealed": sealed}, one.hear)
    one.sent += 1
    await asyncio.sleep(1 / FRAMES_A_SECOND)


async def never_read(one: Attacker, wire: Wire) -> None:
    """Ask for half a megabyte again and again, and read nothing of it."""
    wire.read_no_more()
    while wire.is_open and one.sent < EVENTS_A_SECOND * SECONDS:
        wire.ask("sync", one.about, one.hear)
        one.sent += 1
        await asyncio.sleep(AGAIN_SECONDS)


HARMS: dict[str, Callable[[Attacker, Wire], Any]] = {
    "flood": flood,
    "junk": junk,
    "large_frames": large_frames,
    "never_read": never_read,
}


async def measure(server: servers.Server) -> dict[str, Any]:
    """Give the figures of every round."""
    long_talk, *talks = server.talks
    load = Load(replace(server, talks=talks), seed=1)
    await load.open()
    await _say_much(server.port, long_talk)
    attacker = Attacker(server.port, long_talk["visitor"], long_talk["conversation_id"])
    try:
        await load.at_rate(RATE, SECONDS / 2)  # whatever is made once is made now
        found = {"alone": await _watched(server, load)}
        for name, harm in HARMS.items():
            one = replace(attacker, answers=Counter())
            raging = asyncio.create_task(one.rage(harm))
            found[name] = await _watched(server, load)
            raging.cancel()
            with suppress(asyncio.CancelledError):
                await raging
            found[name]["harm"] = one.figures()
        async with _crowd(server) as seconds:
            found["five_hundred_wait"] = await _watched(server, load)
            found["five_hundred_wait"]["came_in_s"] = seconds
    finally:
        load.close()
    return found


async def _say_much(port: int, talk: dict[str, str]) -> None:
    """Fill a conversation, within what one may say in a second."""
    wire = await Wire.to(port, lambda *_told: None, cookie=talk["visitor"])
    sealed = {"alg": "plain/1", "body": "A" * LONG_BODY}
    for _ in range(LONG_HISTORY):
        about = {"conversation_id": talk["conversation_id"], "client_id": str(uuid4())}
        await wire.answer("post", about | {"sealed": sealed})
        await asyncio.sleep(0.1)
    wire.close()


async def _watched(server: servers.Server, load: Load) -> dict[str, Any]:
    """Talk for a while, and say how heavy the server was before, at most, and afterwards."""
    before, seen = server.memory_kb, [server.memory_kb]

    async def look() -> None:
        while True:
            seen.append(server.memory_kb)
            await asyncio.sleep(LOOK_SECONDS)

    looking = asyncio.create_task(look())
    figures = await load.at_rate(RATE, SECONDS)
    looking.cancel()
    memory = {"before": before, "most": max(seen), "after": server.memory_kb}
    grown = round((max(seen) - before) / 1024, 1)
    return figures | {
        "memory_mb": {word: round(kb / 1024, 1) for word, kb in memory.items()},
        "grown_mb": grown,
    }


@asynccontextmanager
async def _crowd(server: servers.Server) -> AsyncIterator[float]:
    began = time.perf_counter()
    crowd = [
        await Wire.to(server.port, lambda *_told: None, cookie=one["visitor"])
        for one in server.waiting
    ]
    yield round(time.perf_counter() - began, 2)
    for wire in crowd:
        wire.close()


def kept(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Hold every round against what was promised; whoever waits may weigh something."""
    promises = {}
    for name, one in found.items():
        p99 = one["delivery_ms"]["p99"]
        promises[f"{name}_p99_ms"] = {
            "at_most": MOST_P99_MS,
            "measured": p99,
            "met": p99 <= MOST_P99_MS,
        }
        if name in HARMS:
            promises[f"{name}_grown_mb"] = {
                "at_most": MOST_GROWTH_MB,
                "measured": one["grown_mb"],
                "met": one["grown_mb"] <= MOST_GROWTH_MB,
            }
    return promises


def main() -> int:
    """Measure, print, and end with 1 when the others noticed more than was promised."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.hostile")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    asked = parser.parse_args()
    allow_many_files(2 * PAIRS + WAITING)
    machine = report.machine()
    with servers.house(PAIRS + 1, waiting=WAITING) as server:
        found = asyncio.run(measure(server))
    promises = kept(found)
    whole = {"machine": machine, "versions": report.versions(), **found, "promises": promises}
    sys.stdout.write(json.dumps(found | {"promises": promises}, indent=1) + "\n")
    if asked.out:
        asked.out.write_text(json.dumps(whole, indent=1) + "\n")
    broken = any(one[word] for one in found.values() for word in report.NEVER)
    return int(broken or not all(one["met"] for one in promises.values()))


if __name__ == "__main__":
    sys.exit(main())
