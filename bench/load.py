"""The load: conversations on real websockets, messages at a rate, every receipt timed by one clock.

The rate is an open loop: messages are sent when they are due, whatever has become of the earlier
ones, as people do. A second phase is a closed loop with a fixed number of unanswered messages, to
find the most that the server takes.
"""

import asyncio
import gc
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle
from math import ceil
from typing import Any
from uuid import uuid4

from bench.client import Talk
from bench.servers import Server
from bench.wire import COMPRESSION, Refused, Wire

OTHER = {"visitor": "responder", "responder": "visitor"}
WORDS = "Moi. En oikein tiedä mistä aloittaa, mutta koulussa on ollut vaikeaa. ".encode()
OUTSTANDING = 64
MOST = 2**31
WARM_UP_SECONDS = 2.0
DRAIN_SECONDS = 10.0
OPENING_AT_ONCE = 20


@dataclass
class Phase:
    """What was seen of the messages of one phase."""

    sent: dict[str, float] = field(default_factory=dict)
    delivered: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    acknowledged: set[str] = field(default_factory=set)
    delivery: list[float] = field(default_factory=list)
    answer: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    out_of_order: int = 0
    seconds: float = 0.0
    server_cpu: float = 0.0
    generator_cpu: float = 0.0

    @property
    def is_quiet(self) -> bool:
        """Whether everything sent has been answered, and everything acknowledged has arrived."""
        answered = len(self.acknowledged) + self.refused.total()
        return answered >= len(self.sent) and all(self.delivered[one] for one in self.acknowledged)

    def figures(self) -> dict[str, Any]:
        """Sum up."""
        acknowledged = len(self.acknowledged)
        return {
            "messages": acknowledged,
            "messages_per_s": round(acknowledged / self.seconds, 1),
            "delivery_ms": milliseconds(self.delivery),
            "acknowledgement_ms": milliseconds(self.answer),
            "lost": sum(not self.delivered[one] for one in self.acknowledged),
            "doubled": sum(times - 1 for times in self.delivered.values()),
            "out_of_order": self.out_of_order,
            "refused": dict(self.refused),
            "unanswered": len(self.sent) - acknowledged - self.refused.total(),
            "server_cpu_us_per_message": round(1e6 * self.server_cpu / max(acknowledged, 1)),
            "server_cpu_share": round(self.server_cpu / self.seconds, 2),
            "generator_cpu_share": round(self.generator_cpu / self.seconds, 2),
            "generator_late_ms": milliseconds(self.late),
        }


class Load:
    """Conversations that are open at one server."""

    def __init__(self, server: Server, seed: int) -> None:
        self.server = server
        self.random = random.Random(seed)
        self.phase = Phase()
        self._wires: dict[tuple[str, str], Wire] = {}
        self._talks: dict[tuple[str, str], Talk] = {}
        self._last: dict[tuple[str, str], int] = {}

    async def open(self) -> dict[str, Any]:
        """Open both sides of every conversation; gives the speed and the memory it took."""
        before, began = self.server.memory_kb, time.perf_counter()
        gate = asyncio.Semaphore(OPENING_AT_ONCE)
        pairs = [(talk, side) for talk in self.server.talks for side in OTHER]
        await asyncio.gather(*(self._open(talk, side, gate) for talk, side in pairs))
        took = time.perf_counter() - began
        grown = self.server.memory_kb - before
        return {
            "sockets": len(pairs),
            "sockets_per_s": round(len(pairs) / took, 1),
            "memory_mb": round(self.server.memory_kb / 1024, 1),
            "memory_kb_per_conversation": round(grown / len(self.server.talks), 1),
        }

    async def at_rate(self, rate: float, seconds: float) -> dict[str, Any]:
        """Send at random moments, `rate` a second on average; a warm-up is not counted."""
        await self._phase(lambda: self._open_loop(rate, WARM_UP_SECONDS))
        return (await self._phase(lambda: self._open_loop(rate, seconds))).figures()

    async def at_most(self, seconds: float) -> dict[str, Any]:
        """Send as much as the server takes with 64 messages unanswered."""
        return (await self._phase(lambda: self._closed_loop(seconds))).figures()

    async def idle(self, seconds: float, *, asks_every: float = 0) -> dict[str, Any]:
        """Say nothing; with `asks_every`, each page asks in turn whether it has missed anything."""
        began, before = time.perf_counter(), self.server.cpu_seconds
        if asks_every:
            await self._ask_in_turn(seconds, asks_every)
        else:
            await asyncio.sleep(seconds)
        took = time.perf_counter() - began
        return {
            "seconds": round(took, 1),
            "server_cpu_share": round((self.server.cpu_seconds - before) / took, 3),
            "sockets": sum(wire.is_open for wire in self._wires.values()),
        }

    async def _ask_in_turn(self, seconds: float, asks_every: float) -> None:
        talks = list(self._talks.values())
        began, asked = time.perf_counter(), 0
        while (passed := time.perf_counter() - began) < seconds:
            while asked < passed * len(talks) / asks_every:
                talks[asked % len(talks)].catch_up()
                asked += 1
            await asyncio.sleep(0.005)

    def close(self) -> None:
        """Close every socket."""
        for wire in self._wires.values():
            wire.close()

    async def _open(self, talk: dict[str, str], side: str, gate: asyncio.Semaphore) -> None:
        conversation = talk["conversation_id"]
        as_ = "visitor" if side == "visitor" else "worker"
        async with gate:
            wire = await self._wire(talk[side], side, as_)
            one = Talk(conversation, side, wire.ask)
            if self.server.is_house:
                one.connected()
            else:
                await wire.answer("enter", {"conversation_id": conversation})
                one.is_connected = True
                one.last = MOST  # the servers to compare with know no `sync`: nothing is missing
        self._wires[conversation, side] = wire
        self._talks[conversation, side] = one
        self._last[conversation, side] = 0

    async def _wire(self, cookie: str, side: str, as_: str) -> Wire:
        """Connect; a process that has just begun may shut its door once. Raises `Refused`."""
        port, offers = self.server.port, COMPRESSION if self.server.is_house else ""
        for last in (False, False, True):
            try:
                return await Wire.to(port, self._ear(side), cookie=cookie, as_=as_, offers=offers)
            except Refused:
                if last:
                    raise
                await asyncio.sleep(1)
        raise AssertionError

    def _ear(self, side: str) -> Callable[[str, dict[str, Any]], None]:
        """Make what hears the events of one side's socket."""

        def hear(event: str, payload: dict[str, Any]) -> None:
            at = time.perf_counter()
            if event != "message":
                return
            phase, client_id = self.phase, payload["client_id"]
            key = (payload["conversation_id"], side)
            if (talk := self._talks.get(key)) is not None:
                talk.heard(event, payload)
            phase.out_of_order += payload["seq"] <= self._last[key]
            self._last[key] = payload["seq"]
            if side == OTHER[payload["author"]] and client_id in phase.sent:
                phase.delivered[client_id] += 1
                phase.delivery.append(at - phase.sent[client_id])

        return hear

    async def _phase(self, run: Callable[[], Any]) -> Phase:
        self.phase = phase = Phase()
        gc.collect()
        gc.disable()
        began, server, own = time.perf_counter(), self.server.cpu_seconds, time.process_time()
        await run()
        phase.seconds = time.perf_counter() - began
        phase.server_cpu = self.server.cpu_seconds - server
        phase.generator_cpu = time.process_time() - own
        gc.enable()
        await self._drain(phase)
        return phase

    async def _drain(self, phase: Phase) -> None:
        give_up = time.perf_counter() + DRAIN_SECONDS
        while not phase.is_quiet and time.perf_counter() < give_up:  # noqa: ASYNC110  not measured any more
            await asyncio.sleep(0.05)

    async def _open_loop(self, rate: float, seconds: float) -> None:
        speakers = cycle(self._shuffled())
        due = time.perf_counter()
        end = due + seconds
        while due < end:
            ahead = due - time.perf_counter()
            if ahead > 0:
                await asyncio.sleep(ahead)
            self.phase.late.append(max(0.0, time.perf_counter() - due))
            self._send(*next(speakers), lambda: None)
            due += self.random.expovariate(rate)

    async def _closed_loop(self, seconds: float) -> None:
        speakers = cycle(self._shuffled())
        end = time.perf_counter() + seconds

        def go_on() -> None:
            if time.perf_counter() < end:
                self._send(*next(speakers), go_on)

        for _ in range(OUTSTANDING):
            go_on()
        await asyncio.sleep(seconds)

    def _shuffled(self) -> list[tuple[str, str]]:
        """Give everybody who may speak, in random order; they speak in turns."""
        speakers = list(self._wires)
        self.random.shuffle(speakers)
        return speakers

    def _send(self, conversation: str, side: str, then: Callable[[], None]) -> None:
        client_id = str(uuid4())
        more = {} if self.server.is_house else {"author": side}
        phase = self.phase
        at = phase.sent[client_id] = time.perf_counter()

        def answered(answer: dict[str, Any]) -> None:
            phase.answer.append(time.perf_counter() - at)
            if answer["ok"]:
                phase.acknowledged.add(client_id)
            else:
                phase.refused[answer["code"]] += 1
            then()

        self._talks[conversation, side].say(WORDS, client_id=client_id, answered=answered, **more)


def milliseconds(seconds: list[float]) -> dict[str, float]:
    """Give the percentiles of a list of seconds (nearest rank)."""
    ordered = sorted(seconds)
    if not ordered:
        return {}
    ranks = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {
        name: round(1000 * ordered[ceil(share * len(ordered)) - 1], 2)
        for name, share in ranks.items()
    }
