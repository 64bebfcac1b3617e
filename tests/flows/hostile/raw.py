"""What somebody has who wishes the server ill: a visitor's cookie, and websockets written by hand.

A decent client library would not send most of what these tests send.
"""

import base64
import json
import os
import socket
import struct
from contextlib import suppress
from itertools import count
from uuid import uuid4

from tests.flows.wire import ANSWER_SECONDS, Socket, plain, sealed
from tests.served import Served, Visitor

FRAME = 65_536
TEXT, BINARY, MORE = 1, 2, 0
NETWORKS = count(1)


class Raw:
    """A TCP connection on which anything can be said."""

    def __init__(self, server: Served, *, small: bool = False) -> None:
        self.link = socket.socket()
        if small:
            self.link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.link.settimeout(ANSWER_SECONDS)
        self.link.connect(("127.0.0.1", server.port))
        self.server = server

    def shakes_hands(self, cookie: str = "", **headers: str) -> str:
        """Ask for a websocket; gives the answer's first line."""
        own = {
            "Host": f"127.0.0.1:{self.server.port}",
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Origin": self.server.base_url,
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Cookie": cookie,
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [f"{name}: {value}\r\n" for name, value in own.items() if value]
        path = "/socket.io/?EIO=4&transport=websocket"
        self.link.sendall(f"GET {path} HTTP/1.1\r\n{''.join(lines)}\r\n".encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.link.recv(1)
        return answer.decode().splitlines()[0]

    def comes_in(self, cookie: str, as_: str = "visitor") -> "Raw":
        """Open a websocket and introduce oneself."""
        assert "101" in self.shakes_hands(cookie)
        self.says(f"40/chat,{json.dumps({'as': as_})}")
        assert any(packet.startswith("40/chat") for packet in self.hears(until="40/chat"))
        return self

    def says(self, text: str | bytes, opcode: int = TEXT, *, is_last: bool = True) -> None:
        """Send one frame, masked with nothing as is allowed."""
        data = text.encode() if isinstance(text, str) else text
        size = len(data)
        if size < 126:
            length = bytes([0x80 | size])
        elif size < FRAME:
            length = bytes([0x80 | 126]) + struct.pack("!H", size)
        else:
            length = bytes([0x80 | 127]) + struct.pack("!Q", size)
        self.link.sendall(bytes([(0x80 if is_last else 0) | opcode]) + length + b"\0\0\0\0" + data)

    def asks(self, event: str, payload: object, number: int = 1) -> None:
        self.says(f"42/chat,{number}{json.dumps([event, payload])}")

    def hears(self, *, until: str = "nothing") -> list[str]:
        """Read packets until one begins so, or until the server has closed the connection."""
        heard: list[str] = []
        with suppress(ConnectionError):
            while (packet := self._frame()) is not None:
                heard.append(packet)
                if packet.startswith(until):
                    break
        return heard

    def is_closed(self) -> bool:
        """Wait until the server has closed the connection; a living one would time out."""
        self.hears()
        return True

    def _frame(self) -> str | None:
        head = self._exactly(2)
        if head is None or head[0] & 15 == 8:
            return None
        size = head[1] & 127
        if size == 126:
            size = struct.unpack("!H", self._exactly(2) or b"\0\0")[0]
        elif size == 127:
            size = struct.unpack("!Q", self._exactly(8) or bytes(8))[0]
        data = self._exactly(size)
        return None if data is None else data.decode(errors="replace")

    def _exactly(self, size: int) -> bytes | None:
        data = b""
        while len(data) < size:
            some = self.link.recv(min(size - len(data), 1 << 20))
            if not some:
                return None
            data += some
        return data

    def close(self) -> None:
        self.link.close()


def a_visitor(server: Served) -> Visitor:
    """Let somebody start from a network of their own: each network has a limit."""
    return server.start_visitor(nickname="Kuu", X_Forwarded_For=f"10.0.{next(NETWORKS)}.1")


def worker_at(server: Served, email: str) -> Socket:
    return Socket(server, f"rw={server.session_cookie(email)}", "worker")


def post(visitor: Visitor | str, text: str = "moi", **changes: object) -> dict[str, object]:
    conversation = visitor if isinstance(visitor, str) else visitor.conversation_id
    return {
        "conversation_id": conversation,
        "client_id": str(uuid4()),
        "sealed": sealed(text),
        **changes,
    }


def said(server: Served, visitor: Visitor) -> list[str]:
    """Read a conversation anew, as its visitor."""
    one = Socket(server, visitor.header, "visitor")
    answer = one.ask("sync", {"conversation_id": visitor.conversation_id, "after": 0})
    one.drop()
    assert answer["ok"], answer
    return [plain(message) for message in answer["messages"]]
