"""Hundreds of evenings in bad weather: the client of `docs/protocol.md` against the house's own doors, on simulated time.

Questions, answers and hints are lost, doubled, delayed and reordered; connections break; the server is started again;
a laptop sleeps and notices late that its connection is gone. When the weather clears, both sides show the same.
"""

import heapq
import os
import random
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from bench.client import Talk
from chat.access import access_conversation
from chat.transcript import since
from core.db import reading, transaction
from core.doors import Asked
from core.errors import Refusal
from core.house import House
from core.identity import Actor
from core.realtime import DOORS
from tests.house.tree import ROOT
from tests.people import People
from tests.people_chat import talking

RUNS = int(os.environ.get("EVENINGS", "250"))
"""A thousand with EVENINGS=1000, after a change of the protocol or of its client (`CONTRIBUTING.md`)."""
PARTS = 2
EACH_SAYS = 2
ANSWER_SECONDS, TICK_SECONDS, STORM_SECONDS = 8.0, 10.0, 20.0


class Weather:
    """Simulated time, and what becomes of everything that is sent while the storm lasts."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.now = 0.0
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._number = 0

    @property
    def is_calm(self) -> bool:
        return self.now >= STORM_SECONDS

    def after(self, seconds: float, deed: Callable[[], None]) -> None:
        self._number += 1
        heapq.heappush(self._due, (self.now + seconds, self._number, deed))

    def carry(self, deed: Callable[[], None]) -> None:
        """Let something arrive: late, perhaps never, perhaps twice."""
        copies = 1 if self.is_calm else self.random.choice((0, 1, 1, 1, 2))
        for _ in range(copies):
            self.after(self.random.uniform(0.01, 0.1 if self.is_calm else 3.0), deed)

    def blow(self, until: Callable[[], bool]) -> None:
        """Let time pass until everything is as it should be, or for half an hour."""
        while self._due and self.now < 1800 and not (self.is_calm and until()):
            self.now, _number, deed = heapq.heappop(self._due)
            deed()


@dataclass
class Side:
    """A page on one side of the conversation, with its connection."""

    weather: Weather
    actor: Actor
    talk: Talk = field(init=False)
    shown: list[dict[str, Any]] = field(default_factory=list)
    acknowledged: dict[str, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    connection: int = 0
    is_up: bool = False

    def begin(self, conversation_id: str, me: str, last: int) -> None:
        self.talk = Talk(conversation_id, me, self.ask, self.shown.append, last=last)
        self.connect()
        self.tick()

    def connect(self) -> None:
        self.connection += 1
        self.is_up = True
        self.talk.connected()

    def cut(self, seconds: float, *, notices: bool = True) -> None:
        """Break the connection; a sleeping laptop does not notice before it wakes."""
        self.connection += 1
        self.is_up = False
        if notices:
            self.talk.lost()
        self.weather.after(seconds, self.connect)

    def tick(self) -> None:
        self.talk.tick()
        self.weather.after(TICK_SECONDS, self.tick)

    def say(self, text: str) -> None:
        def answered(answer: dict[str, Any]) -> None:
            assert answer["ok"], answer
            assert self.acknowledged.setdefault(client_id, answer["seq"]) == answer["seq"]

        client_id = self.talk.say(text.encode(), answered=answered)
        self.said.append(client_id)

    def ask(self, event: str, payload: dict[str, Any], answered: Callable[..., None]) -> None:
        """Send a question over this connection; what nobody answers is known after eight seconds."""
        connection, waits = self.connection, [True]

        def answer(told: dict[str, Any]) -> None:
            if waits and connection == self.connection:
                waits.clear()
                answered(told)

        def arrive() -> None:
            if connection == self.connection:
                told = the_house(self.actor, event, payload)
                self.weather.carry(lambda: answer(told))

        self.weather.carry(arrive)
        self.weather.after(ANSWER_SECONDS, lambda: answer({"ok": False, "code": "no_answer"}))

    def hint(self, event: str, payload: dict[str, Any]) -> None:
        connection = self.connection
        if self.is_up:
            self.weather.carry(
                lambda: connection == self.connection and self.talk.heard(event, payload)
            )


def the_house(actor: Actor, event: str, payload: dict[str, Any]) -> dict[str, Any]:
    """Answer as the live socket does, without one."""
    if event == "sync":
        return the_transcript(actor, UUID(payload["conversation_id"]), payload["after"])
    door = DOORS["/chat", event]
    incoming = door.schema.model_validate(payload)
    try:
        if not door.is_gathered:
            return {"ok": True} | (door.handler(actor, incoming) or {})
        with transaction() as session:
            answer = door.handler(session, [Asked(actor, incoming)])[0]
            if isinstance(answer, Refusal):
                raise answer
        return {"ok": True} | answer
    except Refusal as refusal:
        return {"ok": False, "code": refusal.code}


def the_transcript(actor: Actor, conversation_id: UUID, after: int) -> dict[str, Any]:
    """Answer `sync` with what matters here, for names and marks would take most of the time."""
    with reading() as session:
        conversation = access_conversation(session, actor, conversation_id)
        messages = since(session, conversation, after)
    told = {"last_seq": conversation.last_seq, "messages": messages}
    return {"ok": True, "seen": None, "withdrawn": [], **told}


@pytest.fixture
def sides(home: House, people: People) -> tuple[str, list[Actor]]:
    """Give an open conversation and its two actors."""
    visitor, responder = talking(people, people.line())
    actors = [one.actor for one in home.live.connected.values()]
    actors.sort(key=lambda one: one.kind == "worker")
    responder.socket.disconnect("/chat")
    visitor.socket.disconnect("/chat")
    return str(visitor.conversation_id), actors


@pytest.mark.parametrize("part", range(PARTS))
def test_no_weather_loses_doubles_or_turns_round_a_message(
    sides: tuple[str, list[Actor]], home: House, monkeypatch: pytest.MonkeyPatch, part: int
):
    conversation_id, actors = sides
    last = 0

    for seed in range(part * RUNS // PARTS, (part + 1) * RUNS // PARTS):
        weather = Weather(seed)
        both = [Side(weather, actor) for actor in actors]
        monkeypatch.setattr(
            home.live,
            "tell",
            lambda _room, event, payload, both=both: [one.hint(event, payload) for one in both],
        )
        an_evening(weather, both, conversation_id, last)

        visitor, responder = both
        said = {*visitor.said, *responder.said}
        shown = [one["client_id"] for one in visitor.shown]
        assert visitor.shown == responder.shown, seed
        assert [one["seq"] for one in visitor.shown] == list(
            range(last + 1, last + len(said) + 1)
        ), seed
        assert sorted(shown) == sorted(said), seed
        for side in both:
            assert [one for one in shown if one in side.said] == side.said, seed
            numbers = {one["client_id"]: one["seq"] for one in side.shown}
            assert side.acknowledged == {one: numbers[one] for one in side.said}, seed
        last += len(said)


def an_evening(weather: Weather, both: list[Side], conversation_id: str, last: int) -> None:
    """Let both talk through a storm, and go on until both have everything."""
    for side, me in zip(both, ("visitor", "responder"), strict=True):
        side.begin(conversation_id, me, last)
        for number in range(EACH_SAYS):
            weather.after(weather.random.uniform(0, 18), lambda s=side, n=number: s.say(f"{n}"))
    for _ in range(weather.random.randint(1, 3)):
        side = weather.random.choice(both)
        at, away = weather.random.uniform(0, 18), weather.random.uniform(0.5, 10)
        kind = weather.random.choice(("break", "restart", "lid"))
        hit = both if kind == "restart" else [side]
        for one in hit:
            weather.after(at, lambda o=one, a=away, k=kind: o.cut(a, notices=k != "lid"))
    everything = len(both) * EACH_SAYS

    def is_over() -> bool:
        return all(len(one.shown) == everything and not one.talk.outbox for one in both)

    weather.blow(is_over)


def test_the_pages_own_outbox_stands_the_same_weather(node: str):
    done = subprocess.run(
        [node, "--test", "--test-reporter=tap", "tests/js/conversation.test.mjs"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "# skipped 0" in done.stdout
