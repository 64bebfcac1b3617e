"""Who hears which room, found from both sides: a room's sockets, and a socket's rooms.

The library keeps the first only, so that whoever went was looked for in every room there is: with
10,000 sockets 3 ms each, and half a minute when a proxy let go of all of them at once. It also
gave every socket a room of its own, in which nobody ever speaks.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from socketio import Manager

EVERYBODY = None
"""The library's own room of all who are connected; it finds them by both of their ids."""


class Hearers(Manager):  # type: ignore[misc]  # the library has no types
    """The rooms of this process, as dictionaries from a socket's id to its connection's."""

    def __init__(self) -> None:
        super().__init__()
        self._rooms_of: dict[str, set[str]] = defaultdict(set)

    def basic_enter_room(
        self, sid: str, namespace: str, room: str | None, eio_sid: str | None = None
    ) -> None:
        """Let a socket hear a room. Raises `ValueError` when the namespace knows nobody."""
        if room is EVERYBODY:
            super().basic_enter_room(sid, namespace, room, eio_sid=eio_sid)
        elif namespace not in self.rooms:
            raise ValueError(namespace)
        elif room != sid:
            rooms = self.rooms[namespace]
            rooms.setdefault(room, {})[sid] = eio_sid or rooms[EVERYBODY][sid]
            self._rooms_of[sid].add(room)

    def basic_leave_room(self, sid: str, namespace: str, room: str | None) -> None:
        """Let a socket hear a room no more."""
        super().basic_leave_room(sid, namespace, room)
        if room is not EVERYBODY and sid in self._rooms_of:
            self._rooms_of[sid].discard(room)

    def basic_disconnect(self, sid: str, namespace: str, **_as_usual: Any) -> None:
        """Forget a socket."""
        for room in self._rooms_of.pop(sid, ()):
            super().basic_leave_room(sid, namespace, room)
        super().basic_leave_room(sid, namespace, EVERYBODY)
        self.callbacks.pop(sid, None)
        for under_way in (self.pending_connect, self.pending_disconnect):
            if sid in under_way.get(namespace, ()):
                under_way[namespace].remove(sid)
                if not under_way[namespace]:
                    del under_way[namespace]

    def get_participants(self, namespace: str, room: str | None) -> Iterator[tuple[str, str]]:
        """Give the ids of everybody who hears a room, of the socket and of its connection."""
        rooms = self.rooms.get(namespace, {})
        if room in rooms:
            yield from list(rooms[room].items())
        elif room is not EVERYBODY and room in rooms.get(EVERYBODY, ()):
            yield room, rooms[EVERYBODY][room]  # a socket's own name, which needs no room

    def get_rooms(self, sid: str, _namespace: str) -> list[str]:
        """Name the rooms that a socket hears."""
        return list(self._rooms_of.get(sid, ()))
