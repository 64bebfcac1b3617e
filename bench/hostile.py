"""`python -m bench.hostile`: what others notice of a flood, and of five hundred who wait.

The same talk at the same rate three times: alone, while one visitor sends 3,000 events a second
over sockets that are shut and opened again, and while five hundred visitors wait with open pages.
"""

import argparse
import asyncio
import json
import sys
import time
from contextlib import suppress
from typing import Any
from uuid import uuid4

from bench import servers
from bench.load import Load
from bench.wire import Refused, Wire

MOST_P95_MS = 100.0
EVENTS_A_SECOND = 3_000
AT_ONCE = 50
WAITING = 500
PAIRS, RATE, SECONDS = 20, 50, 10.0


class Flood:
    """One visitor who sends without end."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.cookie = port, cookie
        self.sent = 0
        self.codes: dict[str, int] = {}
        self.shut_out = 0

    async def rage(self) -> None:
        """Send 3,000 events a second, and connect again whenever the door is shut."""
        while True:
            try:
                wire = await Wire.to(self.port, lambda *_told: None, cookie=self.cookie)
            except (Refused, OSError, TimeoutError):
                self.shut_out += 1
                await asyncio.sleep(0.05)
                continue
            while wire.is_open:
                for _ in range(AT_ONCE):
                    wire.ask("sync", {"conversation_id": str(uuid4()), "after": 0}, self._hear)
                    self.sent += 1
                await asyncio.sleep(AT_ONCE / EVENTS_A_SECOND)
            self.shut_out += 1

    def _hear(self, answer: dict[str, Any]) -> None:
        code = answer.get("code", "ok")
        self.codes[code] = self.codes.get(code, 0) + 1


async def measure(server: servers.Server) -> dict[str, Any]:
    """Give the figures of the three rounds."""
    load = Load(server, seed=1)
    await load.open()
    try:
        alone = await load.at_rate(RATE, SECONDS)
        flooded, flood = await _flooded(server, load)
        waiting = await _crowded(server, load)
    finally:
        load.close()
    return {
        "alone": alone,
        "flooded": flooded,
        "flood": {"sent": flood.sent, "answers": flood.codes, "shut_out": flood.shut_out},
        "five_hundred_wait": waiting,
    }


async def _flooded(server: servers.Server, load: Load) -> tuple[dict[str, Any], Flood]:
    flood = Flood(server.port, server.waiting[0]["visitor"])
    raging = asyncio.create_task(flood.rage())
    figures = await load.at_rate(RATE, SECONDS)
    raging.cancel()
    with suppress(asyncio.CancelledError):
        await raging
    return figures, flood


async def _crowded(server: servers.Server, load: Load) -> dict[str, Any]:
    began = time.perf_counter()
    crowd = [
        await Wire.to(server.port, lambda *_told: None, cookie=one["visitor"])
        for one in server.waiting[1:]
    ]
    took = time.perf_counter() - began
    figures = await load.at_rate(RATE, SECONDS)
    for wire in crowd:
        wire.close()
    return {**figures, "waiting": len(crowd), "came_in_s": round(took, 2)}


def main() -> int:
    """Measure, print, and end with 1 when the others noticed more than was promised."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.hostile")
    parser.parse_args()
    with servers.house(PAIRS, waiting=WAITING + 1) as server:
        figures = asyncio.run(measure(server))
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    rounds = ("alone", "flooded", "five_hundred_wait")
    late = [name for name in rounds if figures[name]["delivery_ms"]["p95"] > MOST_P95_MS]
    lost = [name for name in rounds if figures[name]["lost"] or figures[name]["doubled"]]
    return 1 if late or lost else 0


if __name__ == "__main__":
    sys.exit(main())
