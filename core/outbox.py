"""What goes out to one client: gathered during a turn of the loop, and sent as one piece.

The library has a queue and a task for every socket. The task is woken for every packet, packs it
for itself though a room hears the same, and asks the system once for each: a fifth of a message
(measured). Here a packet is packed once for all who hear it, what was told within one turn leaves
together by a question that does not wait, and a task is begun only for a client that reads more
slowly than it is told.
"""

from collections.abc import Callable
from contextlib import suppress
from socket import SHUT_RDWR
from typing import Any

from engineio.exceptions import SocketIsClosedError
from engineio.packet import Packet

from core.frames import MOST_PACKETS, MOST_WAITING, NO_PACKET, CarefulSocket
from core.loop import Loop

TEXT = 0x81
LONGEST_IN_ONE_BYTE = 125
LONGEST_IN_TWO_BYTES = 65_535
IN_TWO_BYTES, IN_EIGHT_BYTES = 126, 127
MESSAGE = "4"


def framed(text: str) -> bytes:
    """Pack a text into one frame, as servers do: whole and without a mask (RFC 6455, 5.2)."""
    data = text.encode()
    size = len(data)
    if size <= LONGEST_IN_ONE_BYTE:
        return bytes((TEXT, size)) + data
    if size <= LONGEST_IN_TWO_BYTES:
        return bytes((TEXT, IN_TWO_BYTES, size >> 8, size & 255)) + data
    return bytes((TEXT, IN_EIGHT_BYTES)) + size.to_bytes(8) + data


def frame_of(pkt: Any) -> bytes:
    """Give a packet's frame, packed once for everybody who hears it."""
    frame: bytes | None = getattr(pkt, "frame", None)
    if frame is None:
        frame = pkt.frame = framed(pkt.encode())
    return frame


class Turn:
    """Those to whom something goes out in this turn of the loop."""

    def __init__(self, loop: Loop) -> None:
        self.loop = loop
        self._due: list[Outbox] = []

    def add(self, outbox: "Outbox") -> None:
        """Send what somebody is told when the turn is over."""
        if not self._due:
            self.loop.later(self._once_more)
        self._due.append(outbox)

    def _once_more(self) -> None:
        # Who is woken in this same turn has an answer to give: it goes along.
        self.loop.later(self._send)

    def _send(self) -> None:
        due, self._due = self._due, []
        for one in due:
            one.send()


class Outbox:
    """Frames for one client; it stands where the library has its queue, and ends by a None."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._frames: list[bytes] = []
        self._ws: Any = None
        self._fd: Any = None
        self._task: Any = None
        self._is_due = False
        self._is_ending = False
        self.size = 0

    @property
    def is_full(self) -> bool:
        """Whether more waits than may wait for one client."""
        return self.size > MOST_WAITING or len(self._frames) > MOST_PACKETS

    def put(self, pkt: Any) -> None:
        """Let a packet go out; None ends the connection after what was put before."""
        if pkt is None:
            self.end()
        else:
            self.add(frame_of(pkt))

    def add(self, frame: bytes) -> None:
        """Let a frame go out at the end of this turn."""
        if self._is_ending:
            return
        self._frames.append(frame)
        self.size += len(frame)
        if not self._is_due and self._task is None and self._ws is not None:
            self._is_due = True
            self._turn.add(self)

    def attach(self, ws: Any) -> None:
        """Begin to send, through a websocket; what it says of itself goes in the same order."""
        self._ws, self._fd = ws, ws.socket.fd
        ws._send = self._add_now  # noqa: SLF001  it has no other door
        if self._is_ending:
            self._close()
        self.send()

    def send(self) -> None:
        """Send what the system takes without waiting, and let a task wait with the rest."""
        self._is_due = False
        if not self._frames or self._task is not None:
            return
        data = self._taken()
        try:
            sent = self._fd.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:  # the client has gone
            self.size = 0
            self.end()
            return
        self.size -= sent
        if sent < len(data):
            self._frames.append(data[sent:])
            self._task = self._turn.loop.spawn(self._send_slowly)

    def end(self) -> None:
        """Send what is there, and end the connection."""
        if self._is_ending:
            return
        self._is_ending = True
        if self._task is None:
            self._task = self._turn.loop.spawn(self._send_slowly)

    def drop(self) -> None:
        """Forget what is there: nobody reads it."""
        self._is_ending = True
        self._frames.clear()
        self.size = 0
        if self._fd is not None:
            with suppress(OSError):
                self._fd.shutdown(SHUT_RDWR)

    def join(self) -> None:
        """Wait until the task has sent the rest, which is the end where there is one."""
        if self._task is not None:
            self._task.wait()

    def _add_now(self, frame: bytes) -> None:
        """Send what the websocket says of itself; who asks for pongs and reads none waits here."""
        self.add(frame)
        self.send()
        self.join()

    def _taken(self) -> bytes:
        frames = self._frames
        data = frames[0] if len(frames) == 1 else b"".join(frames)
        frames.clear()
        return data

    def _send_slowly(self) -> None:
        try:
            while self._frames and self._ws is not None:
                data = self._taken()
                self._ws.socket.sendall(data)
                self.size -= len(data)
        except OSError:
            self._is_ending = True
        self._task = None
        if self._is_ending:
            self._close()

    def _close(self) -> None:
        self._frames.clear()
        self.size = 0
        if self._ws is not None:
            del self._ws._send  # noqa: SLF001  its farewell goes straight to the socket
            self._ws.socket.end()
            self._ws.close()


class SwiftSocket(CarefulSocket):
    """One client's Engine.IO connection under eventlet, read ahead and told in whole pieces."""

    turn: Turn

    def __init__(self, server: Any, sid: str) -> None:
        super().__init__(server, sid)
        self.queue = self.outbox = Outbox(self.turn)
        self._hear: Callable[[str, object], None] = server.handlers["message"]

    def send(self, pkt: Any) -> None:
        """Let a packet go out; let go of a client that leaves too much unread."""
        if self.is_let_go or not self.check_ping_timeout():
            return
        self.outbox.put(pkt)
        if self.outbox.is_full:
            self.outbox.drop()
            self.let_go()

    def _websocket_handler(self, ws: Any) -> Any:
        """Serve the websocket to its end, which is also where something came that is no packet."""
        self.connected = self.upgraded = True
        ws.socket.settimeout(self.server.ping_interval + self.server.ping_timeout)
        self.outbox.attach(ws)
        reason = self.server.reason.TRANSPORT_CLOSE
        try:
            while (said := ws.wait()) is not None:
                self._read(said)
                if ws.socket.has_more:
                    self.server.sleep(0)  # who always has more to say would let nobody else speak
        except (*NO_PACKET, OSError, SocketIsClosedError):
            reason = self.server.reason.TRANSPORT_ERROR
        finally:
            self.outbox.end()
            self.outbox.join()
            self.close(wait=False, abort=True, reason=reason)
        return []

    def _read(self, said: Any) -> None:
        """Read a packet. Raises `SocketIsClosedError` and others for what is none."""
        if said[:1] != MESSAGE:
            self.receive(Packet(encoded_packet=said))
        elif self.closed:
            raise SocketIsClosedError
        else:
            self._hear(self.sid, said[1:])
