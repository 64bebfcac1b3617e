"""What the stories about emergencies share: workers with a key for addresses, and visitors who come from one."""

import base64
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from flask.testing import FlaskClient
from sqlmodel import select

from chat.models import Conversation
from core.crypto import unseal
from core.sealing import open_sealed, public_bytes, seal_to
from core.sharing import join
from organisation.models import Line, Role, Worker
from tests.people import People
from tests.people_chat import ORIGIN, AtSocket

FROM = "203.0.113.7"
WRAPPED = base64.b64encode(b"locked under a passphrase").decode()


class Officer:
    """A worker with a key; does what their browser does."""

    def __init__(self, people: People, line: Line, name: str, role: Role = Role.RESPONDER) -> None:
        self.worker: Worker = people.worker(role, lines=(line,), name=name)
        self.browser: FlaskClient = people.signed_in(self.worker)
        self.private = ec.generate_private_key(ec.SECP256R1())
        public = base64.b64encode(public_bytes(self.private)).decode()
        self.made = self.post("key", public=public, wrapped=WRAPPED)

    def post(self, path: str, **fields: str):
        headers = {**ORIGIN, "Accept": "application/json"}
        return self.browser.post(f"/emergency/{path}", data=fields, headers=headers)

    def asks(self, visitor: AtSocket, reason: str = "sanoo ottaneensa lääkkeitä"):
        return self.post(
            "ask", conversation=str(visitor.conversation_id), reason=reason, is_life="y"
        )

    def agrees(self, opening_id: UUID):
        held = self.post(f"{opening_id}/share")
        if held.status_code != 200:
            return held
        told = held.json
        share = open_sealed(self.private, b64(told["share"]), told["about"].encode())
        passed = seal_to(b64(told["asker"]), share, told["pass_about"].encode())
        return self.post(f"{opening_id}/agree", passed=base64.b64encode(passed).decode())

    def opens(self, opening_id: UUID) -> str:
        told = self.post(f"{opening_id}/open").json
        own = open_sealed(self.private, b64(told["share"]), told["about"].encode())
        theirs = open_sealed(self.private, b64(told["passed"]), told["pass_about"].encode())
        opened = unseal(join(own, theirs), b64(told["box"]), told["box_about"].encode())
        return opened.decode().strip()


def b64(written: str) -> bytes:
    return base64.b64decode(written)


def comes(people: People, line: Line, told: str = "sealed") -> AtSocket:
    """Let a visitor come from an address of their own, having been told or not."""
    home = people.home
    browser = home.app.test_client()
    sent = browser.post(
        f"/lines/{line.slug}/start",
        data={"told": told},
        headers=ORIGIN,
        environ_base={"REMOTE_ADDR": FROM},
    )
    assert sent.status_code == 303
    with home.database.session() as session:
        newest = session.exec(select(Conversation).order_by(Conversation.started_at.desc())).first()
    return AtSocket(home, browser, None, newest.id)


def taken(people: People, visitor: AtSocket, officer: Officer) -> AtSocket:
    with people.home.database.session() as session:
        found = session.get(Conversation, visitor.conversation_id)
        found.state, found.responder_id = "open", officer.worker.id
        session.commit()
    return visitor
