"""`python -m bench.idle`: ten thousand sockets in one process, most of which say nothing.

What the process weighs before anybody comes, and a conversation (two sockets); what share of a core
goes into everybody's silence, first with the server's pings alone, then with the question that each
page asks every 25 s besides; and how quickly 200 messages a second arrive among all of them.
"""

import argparse
import asyncio
import json
import resource
import sys
from pathlib import Path
from typing import Any

from bench import report, servers
from bench.load import Load

HEARTBEAT_SECONDS = 25.0
"""What is idle is measured for whole heartbeats: in between, nothing is due for seconds."""
SETTLES_SECONDS = 3.0
RATE = 200.0
PROMISED = {
    "base_mb": 140.0,
    "kb_per_conversation": 140.0,
    "idle_share": 0.20,
    "delivery_p99_ms": 15.0,
}


async def measure(server: servers.Server, asked: argparse.Namespace) -> dict[str, Any]:
    """Open everything, wait, and talk."""
    base = server.memory_kb
    load = Load(server, seed=1)
    try:
        opening = await load.open()
        await asyncio.sleep(SETTLES_SECONDS)
        settled = server.memory_kb
        beats = asked.beats * HEARTBEAT_SECONDS
        return {
            "base_mb": round(base / 1024, 1),
            "opening": opening,
            "memory_mb": round(settled / 1024, 1),
            "kb_per_conversation": round((settled - base) / len(server.talks), 1),
            "idle": await load.idle(beats),
            "idle_with_questions": await load.idle(beats, asks_every=HEARTBEAT_SECONDS),
            "rate": await load.at_rate(asked.rate, asked.seconds),
            "memory_after_mb": round(server.memory_kb / 1024, 1),
        }
    finally:
        load.close()


def kept(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Hold what was found against what was promised."""
    measured = {
        "base_mb": found["base_mb"],
        "kb_per_conversation": found["kb_per_conversation"],
        "idle_share": found["idle"]["server_cpu_share"],
        "delivery_p99_ms": found["rate"]["delivery_ms"]["p99"],
    }
    return {
        name: {"at_most": most, "measured": measured[name], "met": measured[name] <= most}
        for name, most in PROMISED.items()
    }


def allow_many_files(sockets: int) -> None:
    """Raise the limit of this process, which the server inherits. Ends when it is too low."""
    _soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = sockets + 500
    if most != resource.RLIM_INFINITY and most < needed:
        sys.exit(f"{sockets} sockets need {needed} open files; this machine allows {most}.")
    wanted = needed if most == resource.RLIM_INFINITY else most
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def main() -> int:
    """Measure and print; 1 when a promise was not kept or a message was lost."""
    parser = argparse.ArgumentParser(prog="python -m bench.idle", description=__doc__)
    parser.add_argument("--pairs", type=int, default=5000, help="conversations, two sockets each")
    parser.add_argument("--beats", type=int, default=2, help="heartbeats of 25 s that are measured")
    parser.add_argument("--rate", type=float, default=RATE, help="messages a second of all")
    parser.add_argument("--seconds", type=float, default=20, help="how long at that rate")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    asked = parser.parse_args()
    allow_many_files(2 * asked.pairs)
    machine = report.machine()
    with servers.house(asked.pairs) as server:
        found = asyncio.run(measure(server, asked))
    promises = kept(found)
    whole = {"machine": machine, "versions": report.versions(), **found, "promises": promises}
    sys.stdout.write(json.dumps(found | {"promises": promises}, indent=1) + "\n")
    if asked.out:
        asked.out.write_text(json.dumps(whole, indent=1) + "\n")
    broken = any(found["rate"][word] for word in report.NEVER)
    return int(broken or not all(one["met"] for one in promises.values()))


if __name__ == "__main__":
    sys.exit(main())
