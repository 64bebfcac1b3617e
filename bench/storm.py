"""`python -m bench.storm`: everybody's connection is gone at once, and everybody comes back.

As many sockets as are asked for, all signed in, are cut without a farewell and connect again as
fast as the server takes them, fifty at a time; then once more as clients do it, who wait a random
while (`docs/protocol.md`, the delivery contract). 5,000 sockets need a machine of their own.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

from bench import report, servers
from bench.load import OTHER, milliseconds
from bench.wire import Refused, Wire

AT_ONCE = 50
TRIES = 12
FIRST_WAIT, LONGEST_WAIT = 0.5, 5.0
LEAST_PER_SECOND = 600


class Guest:
    """One socket that comes back."""

    def __init__(self, port: int, cookie: str, as_: str) -> None:
        self.port, self.cookie, self.as_ = port, cookie, as_
        self.wire: Wire | None = None
        self.refused = 0
        self.took = 0.0

    async def come(self, gate: asyncio.Semaphore) -> None:
        """Connect, in turn."""
        async with gate:
            began = time.perf_counter()
            self.wire = await Wire.to(self.port, _deaf, cookie=self.cookie, as_=self.as_)
            self.took = time.perf_counter() - began

    async def come_back(self) -> None:
        """Connect as a client does, which waits a little longer each time."""
        began, wait = time.perf_counter(), FIRST_WAIT
        for _ in range(TRIES):
            await asyncio.sleep(wait * random.uniform(0.5, 1.5))
            try:
                self.wire = await Wire.to(self.port, _deaf, cookie=self.cookie, as_=self.as_)
            except (Refused, OSError, TimeoutError):
                self.refused += 1
                wait = min(2 * wait, LONGEST_WAIT)
            else:
                self.took = time.perf_counter() - began
                return

    def cut(self) -> None:
        """Be gone."""
        if self.wire:
            self.wire.abort()
            self.wire = None


def _deaf(_event: str, _payload: dict[str, Any]) -> None: ...


async def measure(server: servers.Server) -> dict[str, Any]:
    """Give the figures of both rounds."""
    guests = [
        Guest(server.port, talk[side], "visitor" if side == "visitor" else "worker")
        for talk in server.talks
        for side in OTHER
    ]
    gate = asyncio.Semaphore(AT_ONCE)
    first = await _round(server, guests, [one.come(gate) for one in guests])
    await _leave(guests)
    pressed = await _round(server, guests, [one.come(gate) for one in guests])
    await _leave(guests)
    spread = await _round(server, guests, [one.come_back() for one in guests])
    await _leave(guests)
    return {"first": first, "at_once": pressed, "as_clients_do": spread}


async def _leave(guests: list[Guest]) -> None:
    for one in guests:
        one.cut()
    await asyncio.sleep(1)


async def _round(server: servers.Server, guests: list[Guest], coming: list[Any]) -> dict[str, Any]:
    before, began = server.cpu_seconds, time.perf_counter()
    await asyncio.gather(*coming)
    seconds, spent = time.perf_counter() - began, server.cpu_seconds - before
    here = sum(one.wire is not None for one in guests)
    return {
        "sockets": here,
        "never_back": len(guests) - here,
        "seconds": round(seconds, 2),
        "per_second": round(here / seconds, 1),
        "server_cpu_us_each": round(1e6 * spent / max(here, 1)),
        "handshake_ms": milliseconds([one.took for one in guests if one.wire]),
        "memory_mb": round(server.memory_kb / 1024, 1),
    }


def main() -> int:
    """Measure and print; 1 when somebody did not come back."""
    parser = argparse.ArgumentParser(prog="python -m bench.storm", description=__doc__)
    parser.add_argument("--sockets", type=int, default=1000)
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    asked = parser.parse_args()
    machine = report.machine()
    with servers.house(asked.sockets // 2) as server:
        found = asyncio.run(measure(server))
    whole = {"machine": machine, "versions": report.versions(), **found}
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    quick = found["at_once"]["per_second"]
    print(f"target: at least {LEAST_PER_SECOND} hand-shakes a second: {quick}")
    if asked.out:
        asked.out.write_text(json.dumps(whole, indent=1) + "\n")
    return int(any(one["never_back"] for one in found.values()))


if __name__ == "__main__":
    sys.exit(main())
