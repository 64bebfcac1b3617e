"""Visitors and responders at their live sockets, for tests: what a browser does, without one."""

import base64
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from sqlmodel import select

from chat.models import Conversation
from core.house import House
from core.identity import Kind
from organisation.models import Line, Role, Worker
from tests.people import People
from tests.people_scheduling import on_duty

ORIGIN = {"Origin": "http://localhost"}


def sealed(text: str) -> dict[str, str]:
    """Give a text as the browser seals it on a line without sealing."""
    return {"alg": "plain/1", "body": base64.b64encode(text.encode()).decode()}


def opened(envelope: dict[str, str]) -> str:
    """Open what `sealed` made."""
    return base64.b64decode(envelope["body"]).decode()


@dataclass
class AtSocket:
    """Somebody with an open page: a browser and its live socket."""

    home: House
    browser: FlaskClient
    kind: Kind
    conversation_id: UUID | None = None
    heard: list[dict[str, Any]] = field(default_factory=list)
    socket: Any = None

    def connect(self) -> "AtSocket":
        """Open the live socket."""
        self.socket = self.home.live.socketio.test_client(
            self.home.app,
            namespace="/chat",
            headers=ORIGIN,
            flask_test_client=self.browser,
            auth={"as": "worker" if self.kind is Kind.WORKER else "visitor"},
        )
        return self

    @property
    def is_connected(self) -> bool:
        """Whether the server let the socket in and has not closed it."""
        return bool(self.socket.is_connected("/chat"))

    def ask(self, event: str, **payload: Any) -> dict[str, Any]:
        """Send an event and give its acknowledgement."""
        return dict(self.socket.emit(event, payload, namespace="/chat", callback=True))

    def says(
        self, text: str, *, to: UUID | None = None, client_id: UUID | None = None
    ) -> dict[str, Any]:
        """Post a message, by default into one's own conversation."""
        return self.ask(
            "post",
            conversation_id=str(to or self.conversation_id),
            client_id=str(client_id or uuid4()),
            sealed=sealed(text),
        )

    def hears(self, event: str) -> list[dict[str, Any]]:
        """Give the payloads of this event that came since the beginning."""
        self.heard += self.socket.get_received("/chat")
        # The test client unpacks the arguments of an event that is called "message", and only of that one.
        heard = [one["args"] for one in self.heard if one["name"] == event]
        return [one if isinstance(one, dict) else one[0] for one in heard]

    def reads(self) -> list[str]:
        """Give the texts of all messages heard live, in the order they came."""
        return [opened(message["sealed"]) for message in self.hears("message")]

    def sync(self, after: int = 0) -> dict[str, Any]:
        """Ask for what came after a sequence number."""
        return self.ask("sync", conversation_id=str(self.conversation_id), after=after)


def a_visitor(people: People, line: Line, **form: str) -> AtSocket:
    """Let a visitor press start on the line's page and connect."""
    home = people.home
    browser = home.app.test_client()
    browser.post(f"/lines/{line.slug}/start", data=form, headers=ORIGIN)
    with home.database.session() as session:
        newest = session.exec(select(Conversation).order_by(Conversation.started_at.desc())).first()  # type: ignore[attr-defined]
    assert newest is not None
    return AtSocket(home, browser, Kind.VISITOR, newest.id).connect()


def a_responder(
    people: People, line: Line, name: str = "Aino Alanko", *, is_on_duty: bool = True
) -> AtSocket:
    """Give a responder at the desk, on duty on the line."""
    return at_desk(
        people,
        people.worker(Role.RESPONDER, lines=(line,), name=name),
        line if is_on_duty else None,
    )


def at_desk(people: People, worker: Worker, line: Line | None) -> AtSocket:
    """Sit a worker down at the desk."""
    if line is not None:
        on_duty(people, worker, line)
    return AtSocket(people.home, people.signed_in(worker), Kind.WORKER).connect()


def talking(people: People, line: Line, **form: str) -> tuple[AtSocket, AtSocket]:
    """Give a visitor and a responder in an open conversation."""
    responder = a_responder(people, line)
    visitor = a_visitor(people, line, **form)
    responder.ask("claim", conversation_id=str(visitor.conversation_id))
    responder.conversation_id = visitor.conversation_id
    return visitor, responder
