"""A Socket.IO client, written from `docs/protocol.md`, RFC 6455 and Engine.IO 4 alone.

One `asyncio.Protocol` per socket and no future per message, so that two hundred of them leave most
of a core to the server that is measured.
"""

import asyncio
import base64
import json
import os
import socket
from collections.abc import Callable
from typing import Any

Heard = Callable[[str, dict[str, Any]], None]
Answered = Callable[[dict[str, Any]], None]

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
# RFC 6455, 5.2: a length of 126 or 127 says that the true one follows in 2 or 8 bytes.
# What a browser sends along with its hand-shake.
LIKE_A_BROWSER = (
    "User-Agent: Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile",
    "Accept-Encoding: gzip, deflate, br, zstd",
    "Accept-Language: fi-FI,fi;q=0.9,en-US;q=0.8,en;q=0.7",
    "Cache-Control: no-cache",
    "Pragma: no-cache",
)
# The house declines it. A reference that takes it up would not be understood, and be measured at
# more work than it must do.
COMPRESSION = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"
SMALLEST_BUFFER = 4_096
HEAD, IN_TWO_BYTES, IN_EIGHT_BYTES, TWO_BYTES = 2, 126, 127, 1 << 16
NAMESPACE = "/chat,"
EVENT, ACK, JOINED, REFUSED = f"42{NAMESPACE}", f"43{NAMESPACE}", f"40{NAMESPACE}", f"44{NAMESPACE}"


class Refused(Exception):
    """The server does not let this socket in."""


def _unasked(_answer: dict[str, Any]) -> None: ...


class Wire(asyncio.Protocol):
    """One open socket."""

    def __init__(self, heard: Heard) -> None:
        self.heard = heard
        self.is_open = False
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._shaken = False
        self._asked = 0
        self._waiting: dict[int, Answered] = {}
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._auth = "{}"

    @classmethod
    async def to(
        cls,
        port: int,
        heard: Heard,
        *,
        cookie: str = "",
        as_: str = "visitor",
        offers: str = COMPRESSION,
    ) -> "Wire":
        """Open a socket to the server on a loopback port, offering extensions. Raises `Refused`."""
        loop = asyncio.get_running_loop()
        _transport, wire = await loop.create_connection(lambda: cls(heard), "127.0.0.1", port)
        wire._auth = json.dumps({"as": as_})  # noqa: SLF001  its own
        wire._shake_hands(port, cookie, offers)  # noqa: SLF001
        await asyncio.wait_for(wire._ready, 30)  # noqa: SLF001
        return wire

    def ask(self, event: str, payload: dict[str, Any], answered: Answered) -> None:
        """Send an event; `answered` is called with the acknowledgement."""
        self._asked += 1
        self._waiting[self._asked] = answered
        self._say(f"{EVENT}{self._asked}{json.dumps([event, payload], separators=(',', ':'))}")

    async def answer(self, event: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Send an event and wait for the acknowledgement."""
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

        def answered(said: dict[str, Any]) -> None:
            if not future.done():  # whoever waits may have given up before the answer comes
                future.set_result(said)

        self.ask(event, payload, answered)
        return await asyncio.wait_for(future, 30)

    def say(self, packet: str) -> None:
        """Send a packet as it stands, whatever it may be."""
        self._say(packet)

    def read_no_more(self) -> None:
        """Leave everything that comes where it is, and hardly any room for it there."""
        if self._transport:
            held = self._transport.get_extra_info("socket")
            held.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALLEST_BUFFER)
            self._transport.pause_reading()

    def close(self) -> None:
        """Close the socket."""
        self.is_open = False
        if self._transport:
            self._transport.close()

    def abort(self) -> None:
        """Be gone without a farewell."""
        self.is_open = False
        if self._transport:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport; asyncio has switched Nagle's algorithm off."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that it is over."""
        self.is_open = False
        if not self._ready.done():
            self._ready.set_exception(Refused(str(exc or "closed")))

    def data_received(self, data: bytes) -> None:
        """Take frames out of what has come."""
        self._buffer += data
        if not self._shaken and not self._finish_shaking():
            return
        while (frame := self._frame()) is not None:
            opcode, content = frame
            if opcode == TEXT:
                self._packet(content.decode())
            elif opcode == PING:
                self._send(PONG, content)
            elif opcode == CLOSE:
                self.close()

    def _shake_hands(self, port: int, cookie: str, offers: str) -> None:
        lines = [
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"Origin: http://127.0.0.1:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            *LIKE_A_BROWSER,
            *([offers] if offers else []),
            *([f"Cookie: {cookie}"] if cookie else []),
        ]
        assert self._transport
        self._transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())

    def _finish_shaking(self) -> bool:
        head, end, rest = bytes(self._buffer).partition(b"\r\n\r\n")
        if not end:
            return False
        if b" 101 " not in head.split(b"\r\n")[0]:
            self._ready.set_exception(Refused(head.split(b"\r\n")[0].decode()))
            self.close()
            return False
        self._buffer = bytearray(rest)
        self._shaken = True
        return True

    def _frame(self) -> tuple[int, bytes] | None:
        """Take one whole frame; servers send them unmasked and these servers unfragmented."""
        have = self._buffer
        if len(have) < HEAD:
            return None
        size, start = have[1] & 0x7F, HEAD
        if size == IN_TWO_BYTES:
            size, start = int.from_bytes(have[2:4], "big"), 4
        elif size == IN_EIGHT_BYTES:
            size, start = int.from_bytes(have[2:10], "big"), 10
        if len(have) < start + size:
            return None
        opcode, content = have[0] & 0x0F, bytes(have[start : start + size])
        del have[: start + size]
        return opcode, content

    def _packet(self, packet: str) -> None:
        if packet.startswith(EVENT):
            event, payload = json.loads(packet[len(EVENT) :])
            self.heard(event, payload)
        elif packet.startswith(ACK):
            number, _, rest = packet[len(ACK) :].partition("[")
            # Junk may carry a number by which nobody asked.
            self._waiting.pop(int(number), _unasked)(json.loads("[" + rest)[0])
        elif packet == "2":
            self._say("3")
        elif packet.startswith("0"):
            self._say(f"{JOINED}{self._auth}")
        elif packet.startswith(JOINED):
            self.is_open = True
            self._ready.set_result(None)
        elif packet.startswith(REFUSED):
            self._ready.set_exception(Refused(packet[len(REFUSED) :]))

    def _say(self, packet: str) -> None:
        self._send(TEXT, packet.encode())

    def _send(self, opcode: int, content: bytes) -> None:
        size = len(content)
        if size < IN_TWO_BYTES:
            head = bytes((0x80 | opcode, 0x80 | size))
        elif size < TWO_BYTES:
            head = bytes((0x80 | opcode, 0x80 | IN_TWO_BYTES)) + size.to_bytes(2, "big")
        else:
            head = bytes((0x80 | opcode, 0x80 | IN_EIGHT_BYTES)) + size.to_bytes(8, "big")
        mask = os.urandom(4)
        key = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
        masked = (int.from_bytes(content, "big") ^ key).to_bytes(size, "big")
        if self._transport:
            self._transport.write(head + mask + masked)
