"""The load generator speaks the protocol of `docs/protocol.md`, and counts what it should. Nothing is timed here."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bench import report, servers
from bench.load import Load, milliseconds


def test_a_short_evening_of_three_conversations_loses_nothing():
    # In a thread of its own: a browser test before this one leaves its event loop running in ours.
    with servers.house(3) as server, ThreadPoolExecutor(1) as thread:
        opening, rate = thread.submit(lambda: asyncio.run(talk(server))).result()

    assert opening["sockets"] == 6
    assert rate["messages"] > 0
    assert rate["refused"] == {}
    assert {word: rate[word] for word in report.NEVER} == dict.fromkeys(report.NEVER, 0)


def test_a_percentile_is_a_value_that_was_measured():
    assert milliseconds([0.004, 0.001, 0.003, 0.002]) == {"p50": 2, "p95": 4, "p99": 4, "max": 4}


async def talk(server: servers.Server) -> tuple[dict[str, Any], dict[str, Any]]:
    load = Load(server, seed=1)
    try:
        return await load.open(), await load.at_rate(20, 1)
    finally:
        load.close()
        await asyncio.sleep(0)
