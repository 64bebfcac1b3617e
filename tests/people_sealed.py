"""Visitors and responders on a sealed line: what their browsers do, by the twin in Python."""

import base64
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import select

from chat.models import ConversationKey
from core import sealed
from core.house import House
from core.sealed import Place
from organisation.models import Line, Role, Sealing, Worker
from tests.people import People
from tests.people_chat import ORIGIN, AtSocket, a_visitor, at_desk
from tests.people_keys import KeyedLine, KeyedWorker, with_keys, with_line_key
from tests.remains import remains

SEALS = {"sealing": sealed.ALG}


def written(held: bytes) -> str:
    """Write bytes as pages do."""
    return base64.b64encode(held).decode()


def about_key(conversation_id: object) -> bytes:
    """Say what a conversation's key is bound to, to whomever it is sealed."""
    return f"{sealed.ALG}|key|{conversation_id}".encode()


@dataclass
class Browser:
    """One side's browser: its key, and how many messages each side has said."""

    conversation_id: UUID
    cek: bytes
    signer: KeyedWorker | None = None
    said: dict[str, int] = field(default_factory=lambda: {"visitor": 0, "worker": 0})
    epoch: int = 1

    @property
    def direction(self) -> str:
        """The side that this browser is."""
        return "worker" if self.signer else "visitor"

    def next_place(self, **changes: Any) -> Place:
        """Give the place of what this side says next."""
        place = {
            "conversation": str(self.conversation_id),
            "direction": self.direction,
            "number": self.said[self.direction] + 1,
            "epoch": self.epoch,
            "kind": "text",
            "client_id": str(uuid4()),
        }
        return Place(**{**place, **changes})

    def seal(self, text: str, place: Place) -> dict[str, str]:
        """Seal a text at a place, signed where a worker says it."""
        key = sealed.direction_key(self.cek, place.direction, place.epoch)
        body = sealed.seal_message(key, place, text.encode())
        if self.signer:
            body = sealed.sign_message(self.signer.signing, place, body)
        return {"alg": sealed.ALG, "body": written(body)}

    def open(self, message: dict[str, Any], signs: bytes | None = None) -> str:
        """Open the next message of a side, as the other's page does. Raises `Sealed`."""
        direction = "visitor" if message["author"] == "visitor" else "worker"
        self.said[direction] += 1
        place = self.next_place(
            direction=direction,
            number=self.said[direction],
            epoch=sealed.head_of(body_of(message)).epoch,
            kind=message["kind"],
            client_id=message["client_id"],
        )
        body = body_of(message)
        if direction == "worker":
            assert signs, "a worker's message is signed"
            body = sealed.checked_message(signs, place, body)
        key = sealed.direction_key(self.cek, direction, place.epoch)
        return sealed.open_message(key, place, body).decode()

    def key_for(self, public: bytes) -> str:
        """Seal the conversation's key to somebody."""
        return written(sealed.seal_to(public, self.cek, about_key(self.conversation_id)))


def body_of(message: dict[str, Any]) -> bytes:
    """Give a message's bytes as they travelled."""
    return base64.b64decode(message["sealed"]["body"])


@dataclass
class SealedLine:
    """A line whose team has keys."""

    line: Line
    key: KeyedLine
    team: dict[str, KeyedWorker]


def a_sealed_line(people: People, *names: str, **changes: Any) -> SealedLine:
    """Give a line that seals, with a key that its responders hold."""
    line = people.line(sealing=Sealing.REQUIRED, **changes)
    workers = {
        name: people.worker(Role.RESPONDER, lines=(line,), name=name)
        for name in names or ("Aino Alanko",)
    }
    team = {name: with_keys(people, worker) for name, worker in workers.items()}
    return SealedLine(line, with_line_key(line, *team.values()), team)


def sits_down(people: People, here: SealedLine, name: str = "Aino Alanko") -> AtSocket:
    """Let one of the team begin their duty and open the desk."""
    with people.home.database.session() as session:
        worker = session.get(Worker, here.team[name].actor.id)
    assert worker is not None
    return at_desk(people, worker, here.line)


def comes(people: People, here: SealedLine, *, nickname: str = "") -> tuple[AtSocket, Browser]:
    """Let a visitor start, whose browser makes the key and brings it to the line."""
    visitor = a_visitor(people, here.line, **SEALS)
    assert visitor.conversation_id
    own = Browser(visitor.conversation_id, sealed.new_key())
    assert brings_key(visitor, own, here, nickname=nickname).status_code == 200
    return visitor, own


def brings_key(
    visitor: AtSocket, own: Browser, here: SealedLine, *, nickname: str = "", box: str = ""
) -> Any:
    """Bring the key, sealed to the line; or `box`, which was made before."""
    sealed_to_line = box or own.key_for(here.key.row.public)
    form = {"line_key_id": str(here.key.row.id), "box": sealed_to_line}
    if nickname:
        form["nickname"] = boxed(own, "name", nickname)["body"]
    return visitor.browser.post(
        "/chat/key", data=form, headers={**ORIGIN, "Accept": "application/json"}
    )


def boxed(own: Browser, purpose: str, text: str) -> dict[str, str]:
    """Seal what is no message."""
    about = f"{sealed.ALG}|{purpose}|{own.conversation_id}".encode()
    key = sealed.box_key(own.cek, purpose)
    return {
        "alg": sealed.ALG,
        "body": written(sealed.lock(key, sealed.padded(text.encode()), about)),
    }


def takes(responder: AtSocket, visitor: AtSocket, here: SealedLine, name: str) -> Browser:
    """Let a responder claim a visitor, open the key with the line's and keep it with their own."""
    conversation_id = visitor.conversation_id
    assert conversation_id
    claimed = responder.ask("claim", conversation_id=str(conversation_id))
    assert claimed["ok"], claimed
    responder.conversation_id = conversation_id
    answer = responder.ask("key", conversation_id=str(conversation_id))
    assert answer["ok"], answer
    box, about = base64.b64decode(answer["box"]), about_key(conversation_id)
    cek = sealed.open_sealed(here.key.private, box, about)
    worker = here.team[name]
    own = Browser(conversation_id, cek, worker, epoch=claimed["sealing"]["epoch"])
    kept = responder.ask(
        "keep_key",
        conversation_id=str(conversation_id),
        box=own.key_for(worker.row.sealing_public),
    )
    assert kept["ok"], kept
    return own


def says(who: AtSocket, own: Browser, text: str, **changes: Any) -> dict[str, Any]:
    """Say something sealed; what was taken counts as said."""
    place = own.next_place(**changes)
    answer = who.ask(
        "post",
        conversation_id=str(own.conversation_id),
        client_id=place.client_id,
        sealed=own.seal(text, place),
    )
    if answer["ok"]:
        own.said[own.direction] += 1
    return answer


def boxes(home: House) -> list[ConversationKey]:
    """Give every box that the house keeps."""
    with home.database.session() as session:
        return list(session.exec(select(ConversationKey)).all())


def signs_of(visitor: AtSocket) -> str:
    """Give the key with which the only worker signs, as the visitor's page is told it."""
    [[key]] = visitor.sync()["sealing"]["signs"].values()
    return str(key)


def kept_at(home: House) -> bytes:
    """Give all that lies in the house's files."""
    return b"".join(held for _name, held in remains(home.settings))
