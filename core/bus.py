"""What the processes of one house tell each other through Redis: hints, in batches, never awaited.

The database is the truth. A message to another process may be lost, and nothing that was promised
is lost with it: every process numbers what it says, so a hole is noticed, and whoever notices asks
its own clients to look again (`behind` in `docs/protocol.md`). Redis carries it sealed: whoever has
a hand in it may hold something back, and neither reads a word nor says one in a process's name.
Nobody who waits for an answer waits for Redis: what is said goes into a short queue that a task of
its own empties. Measured: one publication for each emit, as the usual message queue does it, made
two processes slower than one and lost whatever was said while Redis was away.
"""

import json
import queue
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

import structlog

from core import metrics
from core.crypto import seal, unseal

if TYPE_CHECKING:
    from redis import Redis

log = structlog.get_logger(__name__)

Act = list[Any]
"""A word and what belongs to it, as JSON can carry it."""

MOST_QUEUED = 10_000
MOST_IN_A_BATCH = 200
PULSE_SECONDS = 2.0
SILENT_SECONDS = 10.0
"""A process of which nothing is heard for so long counts as gone, with all who are there."""
LEADS_MS = 10_000
AGAIN_SECONDS = 0.5


@dataclass
class Other:
    """What is known of another process: its last number, when it was heard, and who is there."""

    number: int
    heard_at: float = field(default_factory=time.monotonic)
    here: set[UUID] = field(default_factory=set)


class Bus:
    """This process's end of the bus.

    `house` is what its names in Redis begin with, `key` seals what is said there. `do` does one act
    of another process here; `behind` is called when something may have been missed; `here` says who
    is connected to this process.
    """

    def __init__(
        self,
        url: str,
        house: str,
        key: bytes,
        *,
        do: Callable[[Act], None],
        behind: Callable[[], None],
        here: Callable[[], list[UUID]],
    ) -> None:
        self.name = secrets.token_hex(8)
        self.is_joined = False
        self.leads = False
        self.others: dict[str, Other] = {}
        self._url = url
        self._key = key
        self._channel, self._leader = f"{house}:live", f"{house}:leader"
        self._do, self._behind, self._here = do, behind, here
        self._to_say: queue.Queue[Act] = queue.Queue(MOST_QUEUED)
        self._number = 0
        self._redis: Redis | None = None

    def say(self, act: Act) -> None:
        """Tell the other processes, soon; when too much waits, the number leaves a hole instead."""
        try:
            self._to_say.put_nowait(act)
        except queue.Full:
            self._number += 1

    def is_elsewhere(self, actor_id: UUID) -> bool:
        """Whether an actor has an open socket in another process."""
        return any(actor_id in other.here for other in list(self.others.values()))

    def start(self, spawn: Callable[..., Any], sleep: Callable[[float], None]) -> None:
        """Begin to speak, to listen and to be counted, in tasks of this process."""
        self._sleep = sleep
        spawn(self._speak)
        spawn(self._listen)
        spawn(self._pulse)

    def hear(self, text: str | bytes) -> None:
        """Do what another process says, after looking whether something before it is missing."""
        said = json.loads(text)
        name, number = said["from"], said["n"]
        if name == self.name:
            return
        known = self.others.get(name)
        if known is None:
            self.others[name] = known = Other(number)
            self.say(["here", self._who()])  # to whom it is new, we are
            if number != 1:  # it has said something before that nobody here heard
                self._behind()
        elif number != known.number + 1:
            self._behind()
        known.number, known.heard_at = number, time.monotonic()
        for act in said["acts"]:
            self._hear_one(known, act)

    def _hear_one(self, other: Other, act: Act) -> None:
        word = act[0]
        if word == "here":
            other.here = {UUID(one) for one in act[1]}
        elif word == "came":
            other.here.add(UUID(act[1]))
        elif word == "gone":
            other.here.discard(UUID(act[1]))
        elif word != "pulse":
            self._do(act)

    def forget_the_silent(self) -> None:
        """Count the processes as gone of which nothing has been heard.

        One that was killed may have kept back its last words, and nobody will notice a hole after
        them; who was connected there has gone unheard too. One that took its leave had nobody left.
        """
        since = time.monotonic() - SILENT_SECONDS
        silent = [name for name, other in self.others.items() if other.heard_at < since]
        left = [self.others.pop(name).here for name in silent]
        if any(left) and self.is_joined:
            self._behind()

    # ── Tasks ─────────────────────────────────────────────────────────────────────────────────────

    def _speak(self) -> None:
        while True:
            acts = self._batch()
            self._number += 1
            said = json.dumps({"from": self.name, "n": self._number, "acts": acts})
            try:
                sealed = seal(self._key, said.encode(), self._channel.encode())
                self._connection().publish(self._channel, sealed)
            except Exception as lost:  # noqa: BLE001  whatever it is, the database has it
                self._lose(lost)

    def _batch(self) -> list[Act]:
        acts = [self._next()]
        while len(acts) < MOST_IN_A_BATCH:
            try:
                acts.append(self._to_say.get_nowait())
            except queue.Empty:
                break
        return acts

    def _next(self) -> Act:
        return self._to_say.get()

    def _listen(self) -> None:
        while True:
            try:
                with self._connection().pubsub(ignore_subscribe_messages=True) as heard:  # type: ignore[no-untyped-call]
                    heard.subscribe(self._channel)
                    self._join()
                    while True:
                        one = heard.get_message(timeout=SILENT_SECONDS)
                        if one is not None:
                            self._hear_safely(one["data"])
            except Exception as lost:  # noqa: BLE001
                self._lose(lost)

    def _hear_safely(self, sealed: bytes) -> None:
        try:
            self.hear(unseal(self._key, sealed, self._channel.encode()))
        except Exception:  # one broken message must not end the listening
            log.exception("bus_message_failed")

    def _pulse(self) -> None:
        while True:
            self._sleep(PULSE_SECONDS)
            self.forget_the_silent()
            self.say(["pulse"])
            self.leads = self.is_joined and self._take_the_lead()

    def _take_the_lead(self) -> bool:
        """Try to be the one process that walks the rounds of the whole house."""
        try:
            redis = self._connection()
            if redis.set(self._leader, self.name, nx=True, px=LEADS_MS):
                return True
            if redis.get(self._leader) != self.name.encode():
                return False
            return bool(redis.pexpire(self._leader, LEADS_MS))
        except Exception as lost:  # noqa: BLE001
            self._lose(lost)
            return False

    def _join(self) -> None:
        self.is_joined = True
        metrics.BUS.set(1)
        self.say(["here", self._who()])
        self._behind()

    def _lose(self, lost: Exception) -> None:
        if self.is_joined:
            log.warning("bus_lost", error=type(lost).__name__)
        self.is_joined = self.leads = False
        metrics.BUS.set(0)
        self._sleep(AGAIN_SECONDS)

    def _who(self) -> list[str]:
        return [str(one) for one in self._here()]

    def _connection(self) -> "Redis":
        if self._redis is None:
            from redis import Redis  # noqa: PLC0415  only where it is used

            self._redis = Redis.from_url(
                self._url, socket_timeout=2, socket_connect_timeout=1, health_check_interval=15
            )
        return self._redis
