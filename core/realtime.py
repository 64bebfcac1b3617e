"""The live socket: doors for events, told rooms, and what keeps one client from hurting the rest.

Handlers are registered on the Socket.IO server itself, not through Flask: a request context for
every message halves the throughput (measured). The actor is found anew for every event, so a role
that was taken away is gone at once. Every event is acknowledged, and every refusal sleeps: in this
mode a handler that returns at once starves the others.
"""

import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

import structlog
from flask import Flask
from flask_socketio import SocketIO
from pydantic import ValidationError
from socketio.exceptions import ConnectionRefusedError as Refused
from werkzeug.http import parse_cookie

from core import metrics
from core.access import permission, require
from core.buckets import BURST, Connected
from core.bus import Act, Bus
from core.crypto import derive
from core.db import UNREACHABLE, reading
from core.doors import (
    CAME,
    DOORS,
    GONE,
    NOTES,
    ROOMS_OF,
    Door,
    Doors,
    Wire,
    comes,
    goes,
    notes,
    rooms_of,
)
from core.errors import BadInput, Refusal, SignInNeeded, TooMany
from core.events import listens
from core.frames import LARGEST_FRAME, Json, guard
from core.gathering import Gathering
from core.hearers import Hearers
from core.house import house
from core.identity import (
    Actor,
    Kind,
    SessionEnded,
    actor_of_session,
    actor_of_token,
    cookie_name,
    sessions_alive,
)
from core.rounds import ROUNDS, Round, rounds
from core.settings import Settings

__all__ = ["DOORS", "Doors", "Live", "Wire", "comes", "goes", "notes", "rooms_of"]

log = structlog.get_logger(__name__)

PENALTY_SECONDS = 0.05
REFUSALS_BEFORE_GOODBYE = 20
MOST_SOCKETS = 16
"""Tabs that one visitor or worker may have open."""
DEAD_SESSIONS_SECONDS = 20
AT_ONCE = 100
"""Sessions that are looked after in one question, before somebody else's turn comes."""

SESSIONS = permission("core.sessions", "Close the connections whose session has ended.")


class Live:
    """The Socket.IO server of this process and who is connected to it."""

    NAMESPACE = "/chat"

    def __init__(self, app: Flask, settings: Settings) -> None:
        self.settings = settings
        self.socketio = SocketIO(
            app,
            async_mode=settings.async_mode.value,
            async_handlers=False,  # one flooding client otherwise froze everybody (measured: 12 s)
            client_manager=Hearers(),
            manage_session=False,
            monitor_clients=False,  # `core.heart` does
            ping_interval=25,
            ping_timeout=20,
            max_http_buffer_size=LARGEST_FRAME,
            http_compression=False,
            json=Json,
            cors_allowed_origins=settings.origins,
            transports=["websocket"],  # a stolen polling sid works without its cookie
            logger=False,  # these two write message bodies
            engineio_logger=False,
        )
        self.connected: dict[str, Connected] = {}
        self._sids: dict[UUID, set[str]] = defaultdict(set)
        self._buckets: dict[UUID, Connected] = {}
        self._strangers: set[str] = set()
        self._gatherings: dict[Door, Gathering] = {}
        self.make_event: Callable[[], Any] = self.server.eio.create_event
        self.bus = self._make_bus()
        self._attach()

    def _make_bus(self) -> Bus | None:
        if not self.settings.redis_url:
            return None
        return Bus(
            self.settings.redis_url,
            self.settings.redis_name,
            derive(self.settings.secret_key.get_secret_value(), "bus/1"),
            do=self._do,
            behind=self._look_again,
            here=lambda: list(self._sids),
        )

    @property
    def server(self) -> Any:
        """The python-socketio server."""
        return self.socketio.server

    def tell(
        self, room: str, event: str, payload: dict[str, Any], *, but: str | None = None
    ) -> None:
        """Send an event to a room, best effort: the database is the truth, the socket a hint."""
        self.mouth.say(room, event, payload, but)
        self._say(["tell", room, event, payload])

    def enter(self, actor_id: UUID, room: str) -> None:
        """Let every socket of an actor hear a room."""
        self._enter(actor_id, room)
        self._say(["enter", str(actor_id), room])

    def leave(self, actor_id: UUID, room: str) -> None:
        """Let an actor's sockets hear a room no more."""
        self._leave(actor_id, room)
        self._say(["leave", str(actor_id), room])

    def is_here(self, actor_id: UUID) -> bool:
        """Whether an actor has an open socket, in this process or in another."""
        return bool(self._sids.get(actor_id)) or bool(self.bus and self.bus.is_elsewhere(actor_id))

    def drop_session(self, session_id: UUID) -> None:
        """Close every socket that a session opened."""
        self._drop(session_id)
        self._say(["drop", str(session_id)])

    def note(self, name: str, *what: Any) -> None:
        """Let the other processes know what each keeps in its memory; heard by `notes(name)`."""
        self._say(["note", name, *what])

    def say_goodbye_to_others(self) -> None:
        """Let the other processes know that nobody is here any more."""
        self._say(["here", []])

    @property
    def leads(self) -> bool:
        """Whether this process walks the rounds of the whole house."""
        return self.bus is None or self.bus.leads

    def drop_dead_sessions(self) -> None:
        """Close the sockets whose sessions have run out, or were ended by another process."""
        held = [session_id for session_id, one in list(self._buckets.items()) if one.sids]
        for first in range(0, len(held), AT_ONCE):
            some = held[first : first + AT_ONCE]
            with reading() as session:
                alive = sessions_alive(session, some)
            for session_id in set(some) - alive:
                self._drop(session_id)
            self.socketio.sleep(0)  # with thousands here, everybody else would wait for all of it
        for session_id, one in list(self._buckets.items()):
            if not one.sids and one.is_full:
                del self._buckets[session_id]

    def drop_strangers(self) -> None:
        """Close the connections that have not said who they are since the last round."""
        self._strangers = self._ear.close_strangers(self._strangers)

    def start_rounds(self) -> None:
        """Start what walks its rounds in this process, when it begins to serve."""
        if self.bus:
            self.bus.start(self.socketio.start_background_task, self.socketio.sleep)
        for one in ROUNDS:
            self.socketio.start_background_task(self._walk, one)

    def _walk(self, one: Round) -> None:
        while True:
            self.socketio.sleep(one.seconds)
            try:
                if one.everywhere or self.leads:
                    one.walk()
            except Exception:  # one failed round must not be the last
                log.exception("round_failed", walk=one.walk.__qualname__)

    # ── Other processes ───────────────────────────────────────────────────────────────────────────

    def _say(self, act: Act) -> None:
        if self.bus:  # also to nobody: who joins in this moment has to see the hole
            self.bus.say(act)

    def _do(self, act: Act) -> None:
        """Do here what another process has done with its own sockets."""
        word, *what = act
        if word == "tell":
            self.mouth.say(*what)  # most concern nobody here
        elif word == "enter":
            self._enter(UUID(what[0]), what[1])
        elif word == "leave":
            self._leave(UUID(what[0]), what[1])
        elif word == "drop":
            self._drop(UUID(what[0]))
        elif what[0] in NOTES:
            NOTES[what[0]](*what[1:])

    def _look_again(self) -> None:
        """Tell everybody here that something may have been missed."""
        if self._sids:
            self.server.emit("behind", {}, namespace=self.NAMESPACE)

    def _enter(self, actor_id: UUID, room: str) -> None:
        for sid in list(self._sids.get(actor_id, ())):
            self.server.enter_room(sid, room, namespace=self.NAMESPACE)

    def _leave(self, actor_id: UUID, room: str) -> None:
        for sid in list(self._sids.get(actor_id, ())):
            self.server.leave_room(sid, room, namespace=self.NAMESPACE)

    def _drop(self, session_id: UUID) -> None:
        if one := self._buckets.get(session_id):
            for sid in list(one.sids):
                self._close(sid)

    # ── Sockets ───────────────────────────────────────────────────────────────────────────────────

    def _attach(self) -> None:
        self._ear = guard(self.server, self.NAMESPACE)
        self.mouth = self._ear.mouth
        self.server.on("connect", self._connect, namespace=self.NAMESPACE)
        self.server.on("disconnect", self._disconnect, namespace=self.NAMESPACE)
        for door in DOORS.values():
            self.server.on(door.event, self._handler(door), namespace=door.namespace)
            if door.is_gathered:
                begin = self.socketio.start_background_task
                self._gatherings[door] = Gathering(door, begin, self._event)
        self.server.on("*", self._unknown, namespace=self.NAMESPACE)

    def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        speaks = auth.get("as") if isinstance(auth, dict) else None
        kind = Kind.WORKER if speaks == "worker" else Kind.VISITOR
        if environ.get("HTTP_ORIGIN") not in self.settings.origins:
            raise Refused("foreign_origin")
        cookies = parse_cookie(environ.get("HTTP_COOKIE"))
        token = cookies.get(cookie_name(kind, in_frame=speaks == "framed"))
        with reading() as session:
            actor = actor_of_token(session, token, kind) if token else Actor()
            if actor.id is None or actor.session_id is None:
                raise Refused(SignInNeeded.code)
            rooms = [room for find in ROOMS_OF for room in find(session, actor)]
        one = self._bucket(actor, actor.session_id, len(self._sids.get(actor.id, ())))
        self.connected[sid] = one
        one.sids.add(sid)
        self._sids[actor.id].add(sid)
        metrics.CONNECTED.labels(kind=str(actor.kind)).inc()
        for room in rooms:
            self.server.enter_room(sid, room, namespace=self.NAMESPACE)
        if len(self._sids[actor.id]) == 1:
            self._came_or_went("came", CAME, actor)

    def _bucket(self, actor: Actor, session_id: UUID, sockets: int) -> Connected:
        """Give the bucket of an actor's session, one token poorer for the connection."""
        one = self._buckets.setdefault(session_id, Connected(actor))
        try:
            one.spend(1.0 if sockets < MOST_SOCKETS else BURST + 1)
        except TooMany:
            raise Refused(TooMany.code) from None
        return one

    def _disconnect(self, sid: str, *_reason: Any) -> None:
        one = self.connected.pop(sid, None)
        if one is None or one.actor.id is None:
            return
        one.sids.discard(sid)
        self._sids[one.actor.id].discard(sid)
        metrics.CONNECTED.labels(kind=str(one.actor.kind)).dec()
        if not self._sids[one.actor.id]:
            del self._sids[one.actor.id]
            self._came_or_went("gone", GONE, one.actor)

    def _came_or_went(self, word: str, hears: list[Callable[[Actor], None]], actor: Actor) -> None:
        """Tell the other processes, and the rooms unless the actor is connected elsewhere too."""
        self._say([word, str(actor.id)])
        if not (self.bus and actor.id and self.bus.is_elsewhere(actor.id)):
            _tell_each(hears, actor)

    def _handler(self, door: Door) -> Callable[..., dict[str, Any]]:
        def answer(sid: str, payload: Any = None, *_more: Any) -> dict[str, Any]:
            one = self.connected.get(sid)
            if one is None:
                return {"ok": False, "code": SignInNeeded.code}
            began = time.perf_counter()
            code = "ok"
            try:
                one.spend(door.cost)
                return {"ok": True, **(self._act(door, one, payload) or {})}
            except SignInNeeded:
                self._say_goodbye(sid)
                code = SignInNeeded.code
            except Refusal as refusal:
                code = refusal.code
            except UNREACHABLE as lost:  # told by thousands at once, who all ask again
                log.warning("database_away", live_event=door.event, error=type(lost).__name__)
                code = "failed"
            except Exception:
                log.exception("live_event_failed", live_event=door.event)
                code = "failed"
            finally:
                metrics.count(door.event, code, time.perf_counter() - began)
            return self._refuse(sid, one, code)

        return answer

    def _act(self, door: Door, one: Connected, payload: Any) -> dict[str, Any] | None:
        session_id = one.actor.session_id
        if session_id is None:
            raise SignInNeeded
        if door.is_gathered:
            return self._gatherings[door].ask(session_id, one.actor.kind, payload)
        with reading() as session:
            actor = actor_of_session(session, session_id, one.actor.kind)
        if actor.kind is Kind.NOBODY:
            raise SignInNeeded
        require(actor, door.permission)
        try:
            incoming = door.schema.model_validate(payload)
        except ValidationError as wrong:
            raise BadInput from wrong
        return cast("dict[str, Any] | None", door.handler(actor, incoming))

    def _refuse(self, sid: str, one: Connected, code: str) -> dict[str, Any]:
        one.refusals += 1
        self.socketio.sleep(PENALTY_SECONDS)
        if one.refusals >= REFUSALS_BEFORE_GOODBYE:
            self._say_goodbye(sid)
        return {"ok": False, "code": code}

    def _event(self) -> Any:
        return self.make_event()

    def _say_goodbye(self, sid: str) -> None:
        """Close a socket once the answer that is being given has gone out."""
        self.socketio.start_background_task(self._close, sid)

    def _close(self, sid: str) -> None:
        """Close a socket and its connection, which could otherwise introduce itself again."""
        eio_sid = self.server.manager.eio_sid_from_sid(sid, self.NAMESPACE)
        self.server.disconnect(sid, namespace=self.NAMESPACE)
        if eio_sid is not None:  # None would close everybody's
            self.socketio.start_background_task(self.server.eio.disconnect, eio_sid)

    def _unknown(self, _event: str, sid: str, *_payload: Any) -> dict[str, Any]:
        if one := self.connected.get(sid):
            return self._refuse(sid, one, BadInput.code)
        return {"ok": False, "code": SignInNeeded.code}


def _tell_each(hears: list[Callable[[Actor], None]], actor: Actor) -> None:
    for hear in hears:
        try:
            hear(actor)
        except Exception:  # somebody came or went; who could not hear it must not undo that
            log.exception("presence_failed", hear=hear.__qualname__)


@rounds(seconds=DEAD_SESSIONS_SECONDS, allows=SESSIONS, everywhere=True)
def _drop_dead_sessions() -> None:
    house().live.drop_dead_sessions()
    house().live.drop_strangers()


@listens(SessionEnded)
def _close_sockets(ended: SessionEnded) -> None:
    house().live.drop_session(ended.session_id)
