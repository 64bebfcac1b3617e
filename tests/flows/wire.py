"""One side of a conversation on a real websocket, written from `docs/protocol.md`: it keeps the delivery contract.

Everything happens while it asks: what comes in between question and answer is heard then, and a connection that
breaks is noticed at once. So a story needs no threads of a library, and no waiting.
"""

import base64
import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self
from uuid import uuid4

import websocket

from tests.served import Served

Broken = (websocket.WebSocketException, OSError)
Closed = (websocket.WebSocketConnectionClosedException, ConnectionError)
"""Broken by the other side; a silence that has lasted too long is not."""
PATIENCE_SECONDS = 60.0
ANSWER_SECONDS = 25.0
"""A server that says nothing for so long is hung, not busy."""
PAUSE_SECONDS = 0.02


class Socket:
    """A Socket.IO 4 connection to `/chat`: ask, be answered, hear."""

    def __init__(
        self,
        server: Served,
        cookie: str,
        as_: str,
        *,
        agent: str = "story",
        port: int | None = None,
    ) -> None:
        address = f"ws://127.0.0.1:{port or server.port}/socket.io/?EIO=4&transport=websocket"
        self.heard: list[tuple[str, Any]] = []
        self._asked = 0
        self._link = websocket.create_connection(
            address,
            timeout=ANSWER_SECONDS,
            cookie=cookie,
            origin=server.base_url,
            host=f"127.0.0.1:{server.port}",
            header={"User-Agent": agent},
            enable_multithread=False,
        )
        try:
            self._expect("0")
            self._link.send(f"40/chat,{json.dumps({'as': as_})}")
            self._expect("40/chat,")
        except BaseException:
            self.drop()
            raise

    def ask(self, event: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Send an event and give its answer; other events that come before it are kept in `heard`."""
        self._asked += 1
        self._link.send(f"42/chat,{self._asked}{json.dumps([event, payload])}")
        return dict(json.loads(self._expect(f"43/chat,{self._asked}["))[0])

    def hear(self, event: str) -> dict[str, Any]:
        """Wait until the server says something by itself, and give it; what comes before is kept."""
        for at, (name, payload) in enumerate(self.heard):
            if name == event:
                del self.heard[at]
                return dict(payload)
        return dict(json.loads(self._expect(f'42/chat,["{event}"'))[1])

    def drop(self) -> None:
        """Let go of the connection without a word of farewell."""
        with suppress(*Broken):
            self._link.shutdown()

    def _expect(self, beginning: str) -> str:
        while True:
            packet = self._link.recv()
            if not packet or packet.startswith("41/chat,"):
                raise websocket.WebSocketConnectionClosedException
            if packet == "2":
                self._link.send("3")
            elif packet.startswith(beginning):
                return packet[packet.index("[") :] if "[" in packet else packet
            elif packet.startswith("42/chat,["):
                event, payload = json.loads(packet[len("42/chat,") :])
                self.heard.append((event, payload))
            elif packet.startswith("44/chat,") and "too_many" in packet:
                raise TimeoutError  # come again later
            else:
                raise AssertionError(f"unexpected: {packet}")


class Side:
    """A visitor or a responder whose page keeps what it sends until it is acknowledged, and shows each message once."""

    def __init__(
        self,
        server: Served,
        cookie: str,
        as_: str,
        conversation_id: str = "",
        *,
        agent: str = "story",
        port: int | None = None,
    ) -> None:
        self.server, self.cookie, self.as_, self.agent = server, cookie, as_, agent
        self.port = port
        self.conversation_id = conversation_id
        self.outbox: dict[str, str] = {}
        self.acknowledged: dict[str, int] = {}
        self.shown: list[dict[str, Any]] = []
        self.when_acknowledged: Callable[[], None] = lambda: None
        self.socket: Socket | None = None

    def say(self, text: str) -> None:
        """Send a text, again and again under the same client id if need be, until it is acknowledged."""
        client_id = str(uuid4())
        self.outbox[client_id] = text
        self._insist(lambda: self._post(client_id))

    def catch_up(self) -> None:
        """Ask for what is missing."""
        self._insist(self._sync)

    @property
    def transcript(self) -> list[tuple[int, str, str]]:
        """What stands on the page: number, author and text of each message, in the order shown."""
        return [(one["seq"], one["author"], plain(one)) for one in self.shown]

    def connected(self) -> Socket:
        """Give the open connection, made (again) if there is none: catch up first, then send again."""
        if self.socket is None:
            self.socket = Socket(
                self.server, self.cookie, self.as_, agent=self.agent, port=self.port
            )
            if self.conversation_id:
                self._sync()
                assert set(self.acknowledged) <= {one["client_id"] for one in self.shown}
        return self.socket

    def leave(self) -> None:
        """Close the page."""
        if self.socket:
            self.socket.drop()
            self.socket = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.leave()

    def _post(self, client_id: str) -> None:
        if client_id not in self.outbox:
            return
        answer = self.connected().ask("post", self._message(client_id))
        if answer.get("code") == "too_many":
            raise TimeoutError
        assert answer["ok"], answer
        del self.outbox[client_id]
        self.acknowledged[client_id] = answer["seq"]
        self.when_acknowledged()
        self._show_heard()

    def _message(self, client_id: str) -> dict[str, Any]:
        return {
            "conversation_id": self.conversation_id,
            "client_id": client_id,
            "sealed": sealed(self.outbox[client_id]),
        }

    def _sync(self) -> None:
        asked = {"conversation_id": self.conversation_id, "after": len(self.shown)}
        answer = self.connected().ask("sync", asked)
        if answer.get("code") == "too_many":
            raise TimeoutError
        assert answer["ok"], answer
        for one in answer["messages"]:
            self._show(one)
        if len(self.shown) < answer["last_seq"]:
            self._sync()

    def _show_heard(self) -> None:
        heard, self.connected().heard = self.connected().heard, []
        for event, one in heard:
            if event == "message" and not self._show(one):
                self._sync()

    def _show(self, one: dict[str, Any]) -> bool:
        """Show the next message, drop a known one; False when one in between is missing."""
        if one["seq"] == len(self.shown) + 1:
            self.shown.append(one)
        return bool(one["seq"] <= len(self.shown))

    def _insist(self, deed: Callable[[], None]) -> None:
        give_up = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                deed()
            except Broken as error:
                if not isinstance(error, TimeoutError):
                    self.leave()
                if time.monotonic() > give_up:
                    raise
                time.sleep(PAUSE_SECONDS)
            else:
                return


def sealed(text: str) -> dict[str, str]:
    """Put a text into an envelope that is not sealed."""
    return {"alg": "plain/1", "body": base64.b64encode(text.encode()).decode()}


def plain(message: dict[str, Any]) -> str:
    """Take the text out of a message."""
    return base64.b64decode(message["sealed"]["body"]).decode()
