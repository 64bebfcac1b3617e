"""`python -m bench.chaos`: what is lost, doubled or late when a part dies in the middle of a talk.

A whole installation runs (`bench/world.py`). Conversations go on at a steady pace, each side a
client that keeps the delivery contract of `docs/protocol.md` and nothing else; then one part is
killed, frozen, restarted or cut off, and everybody goes on talking. Afterwards each side must show
the same, in the order written, and it must be what the database holds.
"""

import argparse
import asyncio
import json
import random
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench import report
from bench.client import Answer, Answered, Message, Talk
from bench.load import OTHER, WORDS
from bench.wire import Refused, Wire
from bench.world import World, world

HEARTBEAT_SECONDS = 25.0
ANSWER_SECONDS = 8.0
AGAIN_SECONDS = 1.0
SPREAD_SECONDS = 1.5
FIRST_WAIT, LONGEST_WAIT = 0.5, 5.0
BEFORE, AFTER = 2.0, 3.0
PATIENCE_SECONDS = 60.0
BACK_SECONDS = 5.0
BACK_AFTER_ALL_STOOD_STILL = 1.5 * LONGEST_WAIT + 0.5
"""So long that everybody waits their longest before they try again."""
ACKNOWLEDGED, UNTOUCHED_MS = "acknowledged_p99_ms", 100
Fault = Callable[[World, "Crowd"], Awaitable[None]]


class Side:
    """One side of a conversation, which comes back by itself."""

    def __init__(self, port: int, talk: dict[str, str], side: str) -> None:
        self.port, self.side, self.cookie = port, side, talk[side]
        self.talk = Talk(talk["conversation_id"], side, self._ask, show=self._show)
        self.wire: Wire | None = None
        self.is_cut = False
        self.said: dict[str, float] = {}
        self.acknowledged: dict[str, float] = {}
        self.shown: list[tuple[str, str, float]] = []

    def say(self) -> None:
        """Say something."""
        client_id = self.talk.say(WORDS, answered=lambda answer: self._answered(client_id, answer))
        self.said[client_id] = time.perf_counter()

    def cut(self) -> None:
        """Lose the connection without a farewell."""
        if self.wire:
            self.wire.abort()

    async def live(self) -> None:
        """Connect, and connect again, waiting a little longer each time."""
        wait, as_ = FIRST_WAIT, "visitor" if self.side == "visitor" else "worker"
        while True:
            with suppress(Refused, OSError, TimeoutError):
                if not self.is_cut:
                    self.wire = await Wire.to(self.port, self._hear, cookie=self.cookie, as_=as_)
                    wait = FIRST_WAIT
                    await self._talk(self.wire)
            await asyncio.sleep(wait * random.uniform(0.5, 1.5))
            wait = min(2 * wait, LONGEST_WAIT)

    async def _talk(self, wire: Wire) -> None:
        self.talk.connected()
        heartbeat = again = time.perf_counter()
        while wire.is_open:
            await asyncio.sleep(0.02)
            now = time.perf_counter()
            if now - again > AGAIN_SECONDS:
                again = now
                self.talk.go_on()
            if now - heartbeat > HEARTBEAT_SECONDS:
                heartbeat = now
                self.talk.catch_up()
        self.talk.lost()

    def _hear(self, event: str, payload: dict[str, Any]) -> None:
        if event == "behind":
            spread = random.uniform(0, SPREAD_SECONDS)
            asyncio.get_running_loop().call_later(spread, self._look_again)
        else:
            self.talk.heard(event, payload)

    def _look_again(self) -> None:
        if self.wire and self.wire.is_open:
            self.talk.catch_up()

    def _ask(self, event: str, payload: dict[str, Any], answered: Answered) -> None:
        waits = [True]

        def answer(told: Answer) -> None:
            if waits:
                waits.clear()
                answered(told)

        assert self.wire
        self.wire.ask(event, payload, answer)
        unheard = {"ok": False, "code": "no_answer"}
        asyncio.get_running_loop().call_later(ANSWER_SECONDS, answer, unheard)

    def _answered(self, client_id: str, answer: Answer) -> None:
        assert answer["ok"], answer
        self.acknowledged[client_id] = time.perf_counter()

    def _show(self, message: Message) -> None:
        self.shown.append((message["client_id"], message["author"], time.perf_counter()))


class Crowd:
    """Everybody who talks."""

    def __init__(self, port: int, talks: list[dict[str, str]]) -> None:
        self.pairs = [{side: Side(port, talk, side) for side in OTHER} for talk in talks]
        self.sides = [side for pair in self.pairs for side in pair.values()]

    async def talk(self, rate: float) -> None:
        """Let somebody say something, `rate` times a second, for ever."""
        while True:
            random.choice(self.sides).say()
            await asyncio.sleep(random.expovariate(rate))

    @property
    def is_quiet(self) -> bool:
        """Whether all that was said is acknowledged, and both sides of each talk show all of it."""
        return all(
            len(side.acknowledged) == len(side.said)
            and len(side.shown) == sum(len(one.said) for one in pair.values())
            for pair in self.pairs
            for side in pair.values()
        )

    async def settle(self) -> None:
        """Wait until it is quiet, or for a minute."""
        give_up = time.perf_counter() + PATIENCE_SECONDS
        while not self.is_quiet and time.perf_counter() < give_up:  # noqa: ASYNC110
            await asyncio.sleep(0.05)

    def verdict(self, healed: float, kept: dict[str, int]) -> dict[str, Any]:
        """Sum up: `healed` is when the fault was over; `kept` what the database holds."""
        lost = doubled = turned = unanswered = 0
        late, back, answered = [0.0], [0.0], [0.0]
        for pair in self.pairs:
            for name, side in pair.items():
                other = pair[OTHER[name]]
                seen = {client_id: at for client_id, _author, at in other.shown}
                theirs = [one for one, author, _at in other.shown if author == name]
                lost += sum(one not in seen or one not in kept for one in side.acknowledged)
                doubled += len(theirs) - len(set(theirs))
                turned += [one for one in side.said if one in seen] != list(dict.fromkeys(theirs))
                unanswered += len(side.said) - len(side.acknowledged)
                answered += [at - side.said[one] for one, at in side.acknowledged.items()]
                late += [seen[one] - at for one, at in side.said.items() if one in seen]
                back += [
                    max(seen[one], side.acknowledged.get(one, 0)) - healed
                    for one, at in side.said.items()
                    if one in seen and at < healed
                ]
        return {
            "messages": sum(len(side.said) for side in self.sides),
            "lost": lost,
            "doubled": doubled,
            "out_of_order": turned,
            "unanswered": unanswered,
            ACKNOWLEDGED: round(1000 * quantiles(answered, n=100)[98]),
            "latest_s": round(max(late), 2),
            "back_s": round(max(back), 2),
        }


async def nothing(_world: World, _crowd: Crowd) -> None:
    """Nothing happens: what the others are to be compared with."""
    await asyncio.sleep(1)


async def killed(there: World, _crowd: Crowd) -> None:
    """One of the two processes is killed (-9); its supervisor starts it again."""
    there.houses.kill()


async def redis_restarted(there: World, _crowd: Crowd) -> None:
    """Redis is killed and started again."""
    there.redis.end(signal.SIGKILL)
    there.redis.begin()


async def redis_frozen(there: World, _crowd: Crowd) -> None:
    """Redis stands still for 5 s."""
    there.redis.send(signal.SIGSTOP)
    await asyncio.sleep(5)
    there.redis.send(signal.SIGCONT)


async def redis_away(there: World, _crowd: Crowd) -> None:
    """Redis is away for 3 s."""
    there.redis.end(signal.SIGKILL)
    await asyncio.sleep(3)
    there.redis.begin()


async def postgres_restarted(there: World, _crowd: Crowd) -> None:
    """PostgreSQL is restarted as an operator does it (fast)."""
    await asyncio.to_thread(there.postgres.end, signal.SIGINT)
    there.postgres.begin()


async def proxy_reloaded(there: World, _crowd: Crowd) -> None:
    """The proxy reads its settings anew."""
    there.proxy.send(signal.SIGHUP)


async def clients_cut(_world: World, crowd: Crowd) -> None:
    """Every client's network is gone for 2 s."""
    for side in crowd.sides:
        side.is_cut = True
        side.cut()
    await asyncio.sleep(2)
    for side in crowd.sides:
        side.is_cut = False


async def upgraded(there: World, _crowd: Crowd) -> None:
    """Both processes are replaced, one after the other."""
    before = set(there.houses.pids())
    there.houses.send(signal.SIGHUP)
    while before & set(there.houses.pids()) or not await asyncio.to_thread(there.is_ready):  # noqa: ASYNC110
        await asyncio.sleep(0.2)


async def stopped(there: World, _crowd: Crowd) -> None:
    """All is stopped, the tables are taken back a version and brought up again, all begins anew."""
    await asyncio.to_thread(there.houses.end)
    await asyncio.to_thread(there.migrate, "-1")
    await asyncio.to_thread(there.migrate, "head")
    there.houses.begin()
    await asyncio.to_thread(there.wait)


FAULTS: dict[str, Fault] = {
    "nothing": nothing,
    "killed": killed,
    "redis_restarted": redis_restarted,
    "redis_frozen": redis_frozen,
    "redis_away": redis_away,
    "postgres_restarted": postgres_restarted,
    "proxy_reloaded": proxy_reloaded,
    "clients_cut": clients_cut,
    "upgraded": upgraded,
    "stopped": stopped,
}


async def suffer(there: World, fault: Fault, talks: list[dict[str, str]], rate: float) -> Any:
    """Let one fault happen to everybody, and say what came of it."""
    crowd = Crowd(there.port, talks)
    lives = [asyncio.create_task(side.live()) for side in crowd.sides]
    try:
        while not all(side.talk.is_connected for side in crowd.sides):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        talking = asyncio.create_task(crowd.talk(rate))
        await asyncio.sleep(BEFORE)
        await fault(there, crowd)
        healed = time.perf_counter()
        await asyncio.sleep(AFTER)
        talking.cancel()
        await crowd.settle()
        return crowd.verdict(healed, await asyncio.to_thread(there.kept))
    finally:
        for one in lives:
            one.cancel()
        for side in crowd.sides:
            side.cut()


def main() -> int:
    """Let each fault happen and print; 1 when anything was lost, doubled, turned round or late.

    So it is when whoever speaks waits for Redis: an acknowledgement says what is in the database.
    """
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(1))  # so that all of it is ended too
    asked = _arguments()
    chosen = {name: FAULTS[name] for name in asked.only or FAULTS}
    found: dict[str, Any] = {"machine": report.machine(), "versions": report.versions()}
    found |= {"asked": {"pairs": asked.pairs, "rate": asked.rate}, "faults": {}}
    words = ("messages", *report.NEVER, ACKNOWLEDGED, "latest_s", "back_s")
    print(f"{'':<20}" + "".join(f"{word:>21}" for word in words))
    with world(asked.pairs * len(chosen)) as there:
        for number, (name, fault) in enumerate(chosen.items()):
            talks = there.talks[number * asked.pairs : (number + 1) * asked.pairs]
            told = found["faults"][name] = asyncio.run(suffer(there, fault, talks, asked.rate))
            print(f"{name:<20}" + "".join(f"{told[word]:>14}" for word in words), flush=True)
            there.wait()
    if asked.out:
        asked.out.write_text(json.dumps(found, indent=1) + "\n")
    broken = [one for one in found["faults"].values() if any(one[word] for word in report.NEVER)]
    late = [name for name, one in found["faults"].items() if one["back_s"] > allowed(name)]
    slow = [
        name
        for name, one in found["faults"].items()
        if name.startswith("redis") and one[ACKNOWLEDGED] > UNTOUCHED_MS
    ]
    return int(bool(broken or late or slow))


def allowed(name: str) -> float:
    """Give the seconds after which everybody has to be back."""
    return BACK_AFTER_ALL_STOOD_STILL if name == "stopped" else BACK_SECONDS


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    parser.add_argument("--pairs", type=int, default=20, help="conversations at each fault")
    parser.add_argument("--rate", type=float, default=40, help="messages a second of all together")
    parser.add_argument("--only", nargs="*", choices=FAULTS, help="these faults alone")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
