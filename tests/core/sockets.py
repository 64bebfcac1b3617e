"""Browsers with open live sockets, for the tests of the foundation."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from core.house import House
from core.identity import Kind, begin, cookie_name

OURS = {"Origin": "http://localhost"}


@dataclass
class Browser:
    """A browser that has connected, or was refused."""

    socket: Any
    token: str

    @property
    def is_connected(self) -> bool:
        """Whether the server let it in and has not closed it."""
        return bool(self.socket.is_connected("/chat"))

    def ask(self, event: str, *payload: Any) -> Any:
        """Send an event and give the acknowledgement."""
        return self.socket.emit(event, *payload, namespace="/chat", callback=True)

    def heard(self) -> list[str]:
        """Name the events that came since the last look."""
        return [one["name"] for one in self.socket.get_received("/chat")]


class Sockets:
    """Opens live sockets in the house."""

    def __init__(self, home: House) -> None:
        self.home = home
        self.live = home.live

    def session(self, subject_id: UUID, *, lasts: timedelta = timedelta(hours=1)) -> str:
        """Begin a worker's session and give its token."""
        with self.home.database.session() as session:
            token = begin(session, Kind.WORKER, subject_id, lasts=lasts)
            session.commit()
        return token

    def open(
        self, token: str | None = None, *, headers: dict[str, str] | None = None, **auth: Any
    ) -> Browser:
        """Connect with a session's token, from our own origin unless told otherwise."""
        held = token or "none"
        socket = self.live.socketio.test_client(
            self.home.app,
            namespace="/chat",
            headers={
                "Cookie": f"{cookie_name(Kind.WORKER)}={held}",
                **(OURS if headers is None else headers),
            },
            auth=auth or {"as": "worker"},
        )
        return Browser(socket, held)

    def stranger(self) -> Browser:
        """Connect with a token that nobody gave out."""
        return self.open(str(uuid4()))
