"""One side of a conversation, from `docs/protocol.md` alone: it keeps the delivery contract.

It knows no socket and no clock. Whoever drives it gives it a way to ask, tells it what was heard
and when the connection came and went, and lets it `tick` now and then; so that the same client
carries the load on real websockets and is proven in simulated weather.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

Answer = dict[str, Any]
Answered = Callable[[Answer], None]
Ask = Callable[[str, dict[str, Any], Answered], None]
Message = dict[str, Any]

PASSING = {"no_answer", "too_many", "failed"}
"""Codes after which the same is asked again; every other refusal is the server's last word."""


def unheard(_answer: Answer) -> None:
    """Hear an answer that nobody waits for."""


@dataclass
class Waiting:
    """A message on its way: it stays in the outbox until the server has acknowledged it."""

    event: str
    payload: dict[str, Any]
    answered: Answered = unheard


@dataclass
class Talk:
    """What one side says and shows of one conversation."""

    conversation_id: str
    me: str
    ask: Ask
    show: Callable[[Message], None] = lambda _message: None
    last: int = 0
    theirs: int = 0
    marked: int = 0
    withdrawn: set[int] = field(default_factory=set)
    outbox: dict[str, Waiting] = field(default_factory=dict)
    keeps_marks: bool = False
    is_connected: bool = False
    is_behind: bool = False
    _life: int = 0
    _under_way: set[str] = field(default_factory=set)

    def say(
        self,
        body: bytes,
        *,
        client_id: str = "",
        event: str = "post",
        answered: Answered = unheard,
        **more: Any,
    ) -> str:
        """Put a message into the outbox and send it as soon as it may go; gives its client id."""
        client_id = client_id or str(uuid4())
        sealed = {"alg": "plain/1", "body": base64.b64encode(body).decode()}
        payload = {"conversation_id": self.conversation_id, "client_id": client_id}
        self.outbox[client_id] = Waiting(event, payload | {"sealed": sealed} | more, answered)
        self._send()
        return client_id

    def connected(self) -> None:
        """Take up a new connection: first what was missed, then what was not acknowledged."""
        self._begin(is_connected=True)
        self.catch_up()

    def lost(self) -> None:
        """Note that the connection is gone, and with it every answer that was under way."""
        self._begin(is_connected=False)

    def heard(self, event: str, payload: dict[str, Any]) -> None:
        """Hear an event of the server's: a hint, for the database is the truth."""
        if payload.get("conversation_id") != self.conversation_id:
            return
        if event == "withdrawn":
            self.withdrawn.add(payload["seq"])
        elif event == "message" and payload["seq"] == self.last + 1:
            self._show(payload)
        elif event == "message" and payload["seq"] > self.last + 1:
            self.catch_up()

    def tick(self) -> None:
        """Do what is due: ask for what is missing, send what waits, say how far one has read."""
        self.catch_up()
        self._send()
        self._mark()

    def go_on(self) -> None:
        """Ask or send again what was refused in passing a second ago."""
        if self.is_behind:
            self.catch_up()
        else:
            self._send()

    def catch_up(self) -> None:
        """Ask for everything after the last message shown; one question at a time."""
        asked = {"conversation_id": self.conversation_id, "after": self.last}
        self._ask_once("sync", asked, self._synced)

    def _synced(self, answer: Answer) -> None:
        self.is_behind = not answer["ok"] and answer["code"] in PASSING
        if not answer["ok"]:
            return
        before = self.last
        self.keeps_marks = answer["seen"] is not None
        self.withdrawn.update(answer["withdrawn"])
        for message in answer["messages"]:
            if message["seq"] == self.last + 1:
                self._show(message)
        if before < self.last < answer["last_seq"]:
            self.catch_up()
        else:
            self._send()

    def _send(self) -> None:
        """Send the oldest message that waits; the next one goes when this one is acknowledged."""
        if not self.outbox or "sync" in self._under_way:
            return
        client_id, waiting = next(iter(self.outbox.items()))

        def heard(answer: Answer) -> None:
            if not answer["ok"] and answer["code"] in PASSING:
                return  # it stays, and goes again under the same id at the next tick
            self.outbox.pop(client_id, None)
            waiting.answered(answer)
            if answer["ok"] and answer["seq"] > self.last + 1:
                self.catch_up()
            self._send()

        self._ask_once("post", waiting.payload, heard, event=waiting.event)

    def _mark(self) -> None:
        """Acknowledge what has been shown, where marks are kept."""
        seq = self.theirs
        if not self.keeps_marks or seq <= self.marked:
            return

        def heard(answer: Answer) -> None:
            if answer["ok"]:
                self.marked = seq

        self._ask_once("seen", {"conversation_id": self.conversation_id, "seq": seq}, heard)

    def _show(self, message: Message) -> None:
        self.last = message["seq"]
        if message["author"] != self.me:
            self.theirs = message["seq"]
        self.show(message)

    def _ask_once(
        self, what: str, payload: dict[str, Any], answered: Answered, *, event: str = ""
    ) -> None:
        """Ask, unless the same is under way or nobody would hear; old answers are dropped."""
        if not self.is_connected or what in self._under_way:
            return
        self._under_way.add(what)
        life = self._life

        def heard(answer: Answer) -> None:
            if life == self._life:
                self._under_way.discard(what)
                answered(answer)

        self.ask(event or what, payload, heard)

    def _begin(self, *, is_connected: bool) -> None:
        self._life += 1
        self._under_way.clear()
        self.is_connected = is_connected
