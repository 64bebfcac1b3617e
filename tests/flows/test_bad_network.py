"""A network that tears connections in the middle of a word, and one that is away for a while; the real server behind it."""

import random
import socket
import struct
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread

import pytest

from tests.flows.wire import Side
from tests.served import AINO, Served, quiet_port, serving, unsealed

EACH_SAYS = 25
LEAST_BYTES, MOST_BYTES = 900, 6_000
TRIES_WITHOUT_NETWORK = 12


class BadNetwork:
    """A loopback port that leads to the server, until so many bytes have passed and the connection is torn."""

    def __init__(self, server: Served, seed: int) -> None:
        self.random = random.Random(seed)
        self.torn = 0
        self.turned_away = 0
        self.to_turn_away = 0
        self._server = server.port
        self._door = socket.create_server(("127.0.0.1", quiet_port()))
        self.port = self._door.getsockname()[1]
        Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._door.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                came, _address = self._door.accept()
                if self.turned_away < self.to_turn_away:
                    self.turned_away += 1
                    tear(came)
                else:
                    self._lead(came)

    def _lead(self, came: socket.socket) -> None:
        goes = socket.create_connection(("127.0.0.1", self._server))
        left = [self.random.randint(LEAST_BYTES, MOST_BYTES)]
        for one, other in ((came, goes), (goes, came)):
            Thread(target=self._pass, args=(one, other, left), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket, left: list[int]) -> None:
        """Pass bytes on, the last of them only in part: words end in the middle."""
        with suppress(OSError):
            while data := one.recv(4096):
                left[0] -= len(data)
                other.sendall(data[: left[0]] if left[0] < 0 else data)
                if left[0] <= 0:
                    self.torn += 1
                    break
        tear(one)
        tear(other)


def tear(link: socket.socket) -> None:
    """Break a connection off with a reset, as a lost network does, and not with a farewell."""
    with suppress(OSError):
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        link.shutdown(socket.SHUT_RDWR)
    link.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("network")
    with serving(folder, settings=unsealed(folder)) as served:
        served.check_in(AINO)
        yield served


@pytest.fixture
def network(server: Served) -> Iterator[BadNetwork]:
    network = BadNetwork(server, seed=4)
    yield network
    network.close()


@pytest.fixture
def sides(server: Served, network: BadNetwork) -> Iterator[tuple[Side, Side]]:
    """Give a visitor behind the bad network, and a responder at a good one, in a conversation."""
    started = server.start_visitor()
    about = {"conversation_id": started.conversation_id}
    with (
        Side(
            server, started.header, "visitor", started.conversation_id, port=network.port
        ) as visitor,
        Side(server, f"rw={server.session_cookie(AINO)}", "worker") as aino,
    ):
        assert aino.connected().ask("claim", about)["ok"]
        aino.conversation_id = started.conversation_id
        yield visitor, aino
        aino.connected().ask("close", about)


def test_a_network_that_tears_every_connection_loses_and_doubles_nothing(
    sides: tuple[Side, Side], network: BadNetwork
):
    visitor, aino = sides

    for number in range(EACH_SAYS):
        visitor.say(f"V{number}")
        aino.say(f"R{number}")
    visitor.catch_up()
    aino.catch_up()

    assert network.torn > 3
    assert visitor.transcript == aino.transcript
    assert [seq for seq, _author, _text in aino.transcript] == list(range(1, 2 * EACH_SAYS + 1))
    texts = [text for _seq, _author, text in aino.transcript]
    assert texts == [f"{who}{number}" for number in range(EACH_SAYS) for who in "VR"]


def test_who_was_away_finds_everything_and_what_they_wrote_meanwhile_arrives(
    sides: tuple[Side, Side], network: BadNetwork
):
    visitor, aino = sides
    visitor.say("hei")
    network.turned_away, network.to_turn_away = 0, TRIES_WITHOUT_NETWORK
    visitor.leave()

    aino.say("oletko siellä?")
    aino.say("odotan tässä")
    visitor.say("palasin")
    aino.catch_up()

    assert network.turned_away == TRIES_WITHOUT_NETWORK
    texts = [text for _seq, _author, text in visitor.transcript]
    assert texts == ["hei", "oletko siellä?", "odotan tässä", "palasin"]
    assert visitor.transcript == aino.transcript
