"""What may come through a websocket before Socket.IO reads it, and how much may wait to go out.

With the libraries as they are, one client whom nobody let in could fill the memory (a message of
endless fragments, attachments that never come, answers that are not read) and the log (a page for
every broken frame); one who was let in could call the handlers that the library keeps for itself,
by events named "connect" and "disconnect", and so go on hearing after the session had ended.
Each was done on the real server and is a test in `tests/flows/hostile/`.
"""

import json
from collections.abc import Callable
from typing import Any

import engineio.socket
import structlog
from engineio.exceptions import SocketIsClosedError
from engineio.packet import CLOSE, MESSAGE, PONG, Packet

from core.heart import Heart
from core.shedding import shed

log = structlog.get_logger(__name__)

LARGEST_FRAME = 65_536
MOST_WAITING = 4_194_304
"""Characters that may wait for one client: twice the longest answer, a page of `sync`."""
MOST_PACKETS = 2_000

CONNECT, DISCONNECT, EVENT, ACKNOWLEDGED = "0", "1", "2", "3"
KEPT = frozenset({"connect", "disconnect", "*"})
NO_PACKET = (ValueError, TypeError, LookupError, RecursionError)
UNKNOWN = ""
LONGEST_NUMBER = 100
SHORT_NUMBER = 15


class CarefulSocket(engineio.socket.Socket):  # type: ignore[misc]  # the library has no types
    """One client's Engine.IO connection: what is no packet ends it, who does not read is let go."""

    last_ping: float | None

    def __init__(self, server: Any, sid: str) -> None:
        super().__init__(server, sid)
        self.waiting = 0
        self.is_let_go = False

    def send(self, pkt: Any) -> None:
        """Put a packet into the queue; let go of a client that leaves too much there unread."""
        if self.is_let_go:
            return
        self.waiting += _size(pkt)
        if self.waiting > MOST_WAITING or self.queue.qsize() > MOST_PACKETS:
            self.let_go()
            return
        super().send(pkt)

    def let_go(self) -> None:
        """Tell the client no more, and close it."""
        self.is_let_go = True
        log.info("slow_reader_let_go")
        # Not here: whoever tells a room must not wait for one listener's farewell.
        self.server.start_background_task(self.close, wait=False, abort=True)

    def poll(self) -> list[Any]:
        """Wait for something, and take all of it, to be written to the client; nothing is the end.

        Without a clock, which the library starts and stops anew at every message: whoever closes
        puts an end into the queue, and the library looks for silent clients by itself.
        """
        packets: list[Any] = []
        pkt = self.queue.get()
        while pkt is not None:
            packets.append(pkt)
            self.queue.task_done()
            try:
                pkt = self.queue.get(block=False)
            except self.server.get_queue_empty_exception():
                break
        else:
            self.queue.task_done()
            if packets:
                self.queue.put(None)
        self.waiting -= sum(_size(one) for one in packets)
        return packets

    def schedule_ping(self) -> None:
        """Rest until the next ping, which the heart of all sends."""
        if self.last_ping:
            self.last_ping = None
            self.server.heart.rest(self.sid)

    def receive(self, pkt: Any) -> None:
        """Read a packet. Raises `SocketIsClosedError`, which ends the connection, for nonsense."""
        if self.closed or pkt.packet_type not in {PONG, MESSAGE, CLOSE}:
            raise SocketIsClosedError
        super().receive(pkt)
        self.server.sleep(0)  # a client that always has more to say would let nobody else speak

    def _websocket_handler(self, ws: Any) -> Any:
        """Serve the websocket to its end, also when what came was no packet at all."""
        try:
            return super()._websocket_handler(ws)
        except NO_PACKET:
            self.queue.put(None)
            self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_ERROR)
            return []
        finally:
            self.server.sockets.pop(self.sid, None)


def _size(pkt: Any) -> int:
    return len(pkt.data) if isinstance(pkt.data, str) else 0


def bounded(push: Callable[..., None]) -> Callable[..., None]:
    """Let a message of eventlet's grow by fragments no longer than a frame may be.

    Raises `ValueError`, at which eventlet closes the connection.
    """

    def push_some(message: Any, data: bytes, final: bool = False) -> None:  # noqa: FBT001, FBT002
        message.size = getattr(message, "size", 0) + len(data) + 1  # empty ones cost memory too
        if message.size > LARGEST_FRAME + 1:
            raise ValueError
        push(message, data, final=final)

    return push_some


class Ear:
    """Reads the packets that this house knows: one introduction, then events, then a farewell.

    No attachments and no acknowledgements: bodies are text here, and the server asks nothing.
    """

    def __init__(self, server: Any, namespace: str) -> None:
        self.server = server
        self.namespace = namespace
        self.mouth = Mouth(server, namespace)
        self._event_head = f"{EVENT}{namespace},"

    def hear(self, eio_sid: str, packet: object) -> None:
        """Read a packet; end the connection of whoever sent something else."""
        is_read = self._hear_event(eio_sid, packet)
        if is_read is None:
            is_read = self._is_known(eio_sid, packet) and self._is_read(eio_sid, packet)
            if is_read:  # introduced: what the request said has been used
                shed(self.server.environ.pop(eio_sid, {}))
        if not is_read:
            self.server.start_background_task(self.server.eio.disconnect, eio_sid)

    def _hear_event(self, eio_sid: str, packet: object) -> bool | None:
        """Hear an event of the usual shape and answer it, a sixth of the library's time (measured).

        None leaves anything else to the library, which has not seen it yet.
        """
        event = self.event_in(packet)
        sid = self.server.manager.sid_from_eio_sid(eio_sid, self.namespace)
        if event is None or not self.server.manager.is_connected(sid, self.namespace):
            return None
        number, said = event
        handlers = self.server.handlers[self.namespace]
        name = named(said)
        try:
            if name in handlers and name != UNKNOWN:
                answer = handlers[name](sid, *said[1:])
            else:
                answer = handlers["*"](name, sid, *said[1:])
        except (*NO_PACKET, SocketIsClosedError):
            return False
        except Exception:
            log.exception("packet_failed")
            return False
        if number:
            self.mouth.answer(eio_sid, int(number), answer)
        return self.is_in(eio_sid)

    def event_in(self, packet: object) -> tuple[str, list[Any]] | None:
        """Give number and content of an event of the usual shape, and None for anything else."""
        if not isinstance(packet, str) or not packet.startswith(self._event_head):
            return None
        begins = packet.find("[")
        number = packet[len(self._event_head) : begins]
        if begins < 0 or len(number) > SHORT_NUMBER or not (number + "0").isdecimal():
            return None
        try:
            said = Json.loads(packet[begins:])
        except NO_PACKET:
            return None
        return (number, said) if said else None

    def is_in(self, eio_sid: str) -> bool:
        """Whether this connection has introduced itself, and was let in."""
        return self.server.manager.sid_from_eio_sid(eio_sid, self.namespace) is not None

    def close_strangers(self, known: set[str]) -> set[str]:
        """Close those of `known` that have still not introduced themselves; name all such now."""
        strangers = set(self.server.environ)
        for eio_sid in strangers & known:
            self.server.start_background_task(self.server.eio.disconnect, eio_sid)
        return strangers

    def _is_known(self, eio_sid: str, packet: object) -> bool:
        known = {EVENT, DISCONNECT} if self.is_in(eio_sid) else {CONNECT}
        return (
            isinstance(packet, str)
            and packet[:1] in known
            and packet[1:].partition(",")[0] == self.namespace
        )

    def _is_read(self, eio_sid: str, packet: object) -> bool:
        try:
            self.server._handle_eio_message(eio_sid, packet)  # noqa: SLF001  it has no other door
        except (*NO_PACKET, SocketIsClosedError):
            return False
        except Exception:  # the library would print its message too, on a stream of its own
            log.exception("packet_failed")
            return False
        return self.is_in(eio_sid)


def _short_int(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError
    return int(digits)


class Json:
    """What the libraries ask of a JSON module, made once and not for every packet."""

    _encode = json.JSONEncoder(separators=(",", ":")).encode
    _decode = json.JSONDecoder(parse_int=_short_int).decode

    @classmethod
    def dumps(cls, data: Any, **_as_usual: Any) -> str:
        """Write without spaces."""
        return cls._encode(data)

    @classmethod
    def loads(cls, text: str) -> Any:
        """Read. Raises `ValueError`, also for a number that nobody means."""
        return cls._decode(text)


class Mouth:
    """Says packets: written once for all who hear them, and without what this house never sends."""

    def __init__(self, server: Any, namespace: str) -> None:
        self.server = server
        self.namespace = namespace

    def say(self, room: str, event: str, payload: dict[str, Any], but: str | None = None) -> None:
        """Say an event to all who are in a room, but one."""
        hearers = self.server.manager.rooms.get(self.namespace, {}).get(room)
        if not hearers:
            return
        pkt = Packet(MESSAGE, f"{EVENT}{self.namespace},{Json.dumps([event, payload])}")
        for sid, eio_sid in list(hearers.items()):
            if sid != but:
                self.server._send_eio_packet(eio_sid, pkt)  # noqa: SLF001  it has no other door

    def answer(self, eio_sid: str, number: int, answer: dict[str, Any]) -> None:
        """Acknowledge an event."""
        text = f"{ACKNOWLEDGED}{self.namespace},{number}{Json.dumps([answer])}"
        self.server._send_eio_packet(eio_sid, Packet(MESSAGE, text))  # noqa: SLF001


def guard(server: Any, namespace: str) -> Ear:
    """Let nothing but our own events reach a Socket.IO server."""
    ear = Ear(server, namespace)
    engineio.socket.Socket = CarefulSocket
    server.eio.heart = Heart(server.eio)
    # Bodies are text: the library looked for bytes in every part of every packet.
    server.packet_class = type("TextPacket", (server.packet_class,), {"uses_binary_events": False})
    server.eio.on("message", ear.hear)
    server._handle_event = _handle(server._handle_event)  # noqa: SLF001  nor has this
    return ear


def _handle(handle: Any) -> Any:
    """Let an event without a name, or with one that the library keeps for itself, be unknown."""

    def handle_named(eio_sid: str, namespace: str, number: int | None, said: Any) -> None:
        handle(eio_sid, namespace, number, said if named(said) else [UNKNOWN])

    return handle_named


def named(said: Any) -> str:
    """Name the event that was said; it is unknown under the names that the library keeps."""
    name = said[0] if isinstance(said, list) and said else None
    return name if isinstance(name, str) and name not in KEPT else UNKNOWN
