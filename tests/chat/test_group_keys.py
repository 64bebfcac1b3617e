"""A sealed group room: its key is given to exactly those who are there, by a moderator's browser only."""

import base64
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlmodel import select

from chat.models import GroupBox, GroupRoom
from core import clock
from core.crypto import Sealed
from core.identity import Kind
from core.sealed import (
    ALG,
    SIGNATURE_BYTES,
    Place,
    checked_message,
    direction_key,
    head_of,
    new_key,
    open_message,
    seal_message,
    sign_message,
)
from core.sealing import open_sealed, public_bytes, seal_to
from organisation.models import Line, Role, Sealing
from tests.people import People, texts
from tests.people_chat import ORIGIN, AtSocket, sealed
from tests.people_keys import with_keys

ROOT = Path(__file__).resolve().parents[2]


def point(key: ec.EllipticCurvePrivateKey) -> str:
    return base64.b64encode(public_bytes(key)).decode()


class InRoom:
    """Somebody in the room, with the keys of their page."""

    def __init__(self, live: AtSocket, room: GroupRoom) -> None:
        self.live, self.room = live, room
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.signer = ec.generate_private_key(ec.SECP256R1())

    def ask(self, event: str, **about: object) -> dict:
        return self.live.ask(event, room_id=str(self.room.id), **about)

    @property
    def view(self) -> dict:
        return self.ask("group_sync", after=0)

    def tells_key(self) -> dict:
        keys = {"public": self.key, "signs": self.signer}
        return self.ask("group_key", **{name: point(key) for name, key in keys.items()})

    def says(self, key: bytes, epoch: int, *, number: int = 1, cut: int = 0) -> dict:
        """Say "hei", sealed with the room's key and signed with the page's."""
        about, me = {"client_id": str(uuid4())}, self.view["me"]
        name = f"group|{self.room.id}|{me}"
        place = Place(name, "visitor", number, epoch, client_id=about["client_id"])
        envelope = seal_message(direction_key(key, "visitor", epoch), place, b"hei")
        body = sign_message(self.signer, place, envelope)[: cut or None]
        written = base64.b64encode(body).decode()
        return self.ask("group_post", **about, sealed={"alg": ALG, "body": written})

    def gives(self, epoch: int, members: list[str] | None = None, key: bytes = b"") -> dict:
        """Give the room's key to those of whom a public key is told, or to `members`."""
        publics = self.view["sealing"]["publics"]
        about = f"{ALG}|group|{self.room.id}|{epoch}".encode()
        boxes = [
            {
                "member_id": one,
                "box": base64.b64encode(
                    seal_to(base64.b64decode(publics[one]), key or new_key(), about)
                ).decode(),
            }
            for one in (publics if members is None else members)
        ]
        return self.ask("group_give", epoch=epoch, boxes=boxes)

    def keys(self) -> dict[int, bytes]:
        """Open one's boxes."""
        return {
            one["epoch"]: open_sealed(
                self.key,
                base64.b64decode(one["box"]),
                f"{ALG}|group|{self.room.id}|{one['epoch']}".encode(),
            )
            for one in self.view["sealing"]["boxes"]
        }


@pytest.fixture(name="line")
def _line(people: People) -> Line:
    return people.line("verkkohuone", sealing=Sealing.REQUIRED)


@pytest.fixture(name="room")
def _room(people: People, line: Line) -> GroupRoom:
    kaisa = people.worker(Role.COORDINATOR, lines=(line,), name="Kaisa Kettunen")
    made = GroupRoom(
        line_id=line.id,
        theme=texts("Yksinäisyys"),
        starts_at=clock.now(),
        minutes=60,
        seats=3,
        made_by=kaisa.id,
    )
    with people.home.database.session() as session:
        session.add(made)
        session.commit()
        session.refresh(made)
    return made


@pytest.fixture(name="aino")
def _aino(people: People, line: Line, room: GroupRoom) -> InRoom:
    """Give a moderator with keys of her own, who has opened the room."""
    worker = people.worker(Role.RESPONDER, lines=(line,))
    keyed = with_keys(people, worker)
    browser = people.signed_in(worker)
    browser.post(f"/group-rooms/{room.id}", headers=ORIGIN)
    aino = InRoom(AtSocket(people.home, browser, Kind.WORKER).connect(), room)
    aino.key = keyed.sealing
    return aino


def comes_in(people: People, room: GroupRoom, nickname: str) -> InRoom:
    browser = people.home.app.test_client()
    browser.post(f"/groups/{room.id}", data={"nickname": nickname}, headers=ORIGIN)
    somebody = InRoom(AtSocket(people.home, browser, Kind.VISITOR).connect(), room)
    somebody.tells_key()
    return somebody


def test_everybody_who_is_there_opens_the_key_and_the_house_does_not(people, room, aino, session):
    kuu, key = comes_in(people, room, "Kuu"), new_key()

    assert aino.gives(1, key=key) == {"ok": True}

    assert kuu.keys() == aino.keys() == {1: key}
    assert kuu.view["sealing"]["publics"] == {}
    kept = session.exec(select(GroupBox.box)).all()
    assert len(kept) == 2
    assert all(key not in box for box in kept)


def test_whoever_comes_wants_the_next_key_and_has_none_before_it(people, room, aino):
    kuu = comes_in(people, room, "Kuu")
    aino.gives(1)
    susi = comes_in(people, room, "Susi")
    assert aino.view["sealing"]["wants_key"]

    aino.gives(2)

    assert (sorted(kuu.keys()), sorted(susi.keys())) == ([1, 2], [2])
    assert not aino.view["sealing"]["wants_key"]


def test_whoever_was_taken_out_gets_no_later_key(people, room, aino):
    kuu, susi = comes_in(people, room, "Kuu"), comes_in(people, room, "Susi")
    aino.gives(1)
    out = susi.view["me"]

    aino.ask("group_act", act="remove", member_id=out, because="unkind")

    assert aino.view["sealing"]["wants_key"]
    assert out not in aino.view["sealing"]["publics"]
    assert aino.gives(2) == {"ok": True}
    assert susi.view["code"] == "taken_out"
    assert sorted(kuu.keys()) == [1, 2]


def test_a_key_is_given_once_for_exactly_those_who_are_there_and_by_a_moderator(people, room, aino):
    kuu = comes_in(people, room, "Kuu")

    assert aino.gives(1, [aino.view["me"]])["code"] == "group_key_changed"
    assert aino.gives(2)["code"] == "group_key_changed"
    assert kuu.ask("group_give", epoch=1, boxes=[])["code"] == "not_allowed"
    assert aino.gives(1) == {"ok": True}
    assert aino.gives(1)["code"] == "group_key_changed"


def test_a_page_that_is_opened_again_has_a_new_key_and_opens_what_is_said_from_then_on(
    people, room, aino
):
    kuu = comes_in(people, room, "Kuu")
    aino.gives(1)

    kuu.key = ec.generate_private_key(ec.SECP256R1())
    kuu.tells_key()
    aino.gives(2)

    assert sorted(kuu.keys()) == [2]


def test_a_sealed_room_takes_no_open_words_and_no_false_key(people, room, aino):
    kuu = comes_in(people, room, "Kuu")
    open_words = {"client_id": str(uuid4()), "sealed": sealed("hei")}

    assert kuu.ask("group_post", **open_words)["code"] == "not_as_sealed"
    cut = {"alg": ALG, "body": base64.b64encode(b"cut").decode()}
    assert kuu.ask("group_post", client_id=str(uuid4()), sealed=cut)["code"] == "not_as_sealed"
    false = base64.b64encode(bytes(65)).decode()
    for keys in (
        {"public": false, "signs": point(kuu.signer)},
        {"public": point(kuu.key), "signs": false},
    ):
        assert kuu.ask("group_key", **keys)["code"] == "no_key"


def test_what_was_sealed_with_an_earlier_key_is_to_be_sealed_anew(people, room, aino):
    kuu, key = comes_in(people, room, "Kuu"), new_key()
    aino.gives(1, key=key)
    comes_in(people, room, "Susi")
    aino.gives(2)

    assert kuu.says(key, 1)["code"] == "group_key_changed"
    assert kuu.says(key, 2)["ok"]


def test_who_spoke_is_signed_and_stays_so_when_they_open_their_page_anew(people, room, aino):
    kuu, susi, key = comes_in(people, room, "Kuu"), comes_in(people, room, "Susi"), new_key()
    aino.gives(1, key=key)
    assert kuu.says(key, 1, cut=-SIGNATURE_BYTES)["code"] == "not_as_sealed"
    kuu.says(key, 1)
    first = kuu.signer

    again = InRoom(kuu.live, room)
    again.tells_key()

    [message] = susi.view["messages"]
    signs = susi.view["sealing"]["signs"]
    assert signs[message["member_id"]] == [point(again.signer), point(first)]
    body = base64.b64decode(message["sealed"]["body"])
    name = f"group|{room.id}|{message['member_id']}"
    place = Place(name, "visitor", head_of(body).number, 1, client_id=message["client_id"])
    checked = checked_message(public_bytes(first), place, body)
    assert open_message(direction_key(key, "visitor", 1), place, checked) == b"hei"
    with pytest.raises(Sealed):
        checked_message(public_bytes(susi.signer), place, body)


def test_in_the_browser_nobody_speaks_as_another_and_a_note_is_its_writers_alone(node):
    done = subprocess.run(
        [node, "--test", "--test-reporter=tap", "tests/js/signed.test.mjs"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout
