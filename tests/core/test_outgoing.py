"""Fetching from an address that somebody gave us never reaches our own network."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from core.outgoing import AddressRefused, Fetcher, NotFetched, TooLarge, is_public

PUBLIC = "93.184.215.14"


class Net:
    """A network in a test: names, and what answers at any address."""

    def __init__(self, names: dict[str, list[str]], answers: list[bytes]) -> None:
        self.names = names
        self.answers = answers
        self.connected: list[tuple[str, str]] = []

    def resolve(self, host: str, _port: int) -> list[str]:
        return self.names.get(host, [])

    def connect(self, address: str, _port: int, host: str, seconds: float) -> socket.socket:
        self.connected.append((address, host))
        here, there = socket.socketpair()
        here.settimeout(seconds)
        threading.Thread(target=_answer, args=(there, self.answers.pop(0)), daemon=True).start()
        return here

    def fetch(self, address: str, **more: object) -> bytes:
        fetcher = Fetcher(10_000, resolve=self.resolve, connect=self.connect, **more)  # type: ignore[arg-type]
        return fetcher.fetch(address)


def _answer(line: socket.socket, answer: bytes) -> None:
    with line:
        line.recv(4096)
        try:
            line.sendall(answer)
        except OSError:
            return
        if b"Content-Length: 999999" in answer:
            line.recv(1)  # says that more comes, and says nothing: until the other side has enough


def ok(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


def sent_to(address: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {address}\r\nContent-Length: 0\r\n\r\n".encode()


@contextmanager
def refused(net: Net) -> Iterator[None]:
    with pytest.raises(AddressRefused):
        yield
    assert net.connected == []


def test_what_lies_at_a_public_address_is_fetched():
    net = Net({"calendar.example.org": [PUBLIC]}, [ok(b"BEGIN:VCALENDAR")])

    assert net.fetch("https://calendar.example.org/me.ics?key=1") == b"BEGIN:VCALENDAR"
    assert net.connected == [(PUBLIC, "calendar.example.org")]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1",
        "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::",
        "nonsense",
    ],
)  # fmt: skip
def test_a_name_that_leads_home_is_not_followed(address):
    assert not is_public(address)

    net = Net({"evil.example.org": [PUBLIC, address]}, [])
    with refused(net):
        net.fetch("https://evil.example.org/")


@pytest.mark.parametrize(
    "address",
    [
        "http://calendar.example.org/", "ftp://calendar.example.org/", "file:///etc/passwd",
        "https://calendar.example.org:8443/", "https://me:secret@calendar.example.org/",
        "https://calendar.example.org@127.0.0.1/", "https://", "https://[::1", "//x",
        "https://calendar.example.org/\r\nHost: home", "https://calendar.example.org/a b",
    ],
)  # fmt: skip
def test_an_address_of_another_shape_is_refused(address):
    net = Net({"calendar.example.org": [PUBLIC]}, [])
    with refused(net):
        net.fetch(address)


def test_a_number_instead_of_a_name_is_looked_at_like_a_name():
    net = Net({"2130706433": ["127.0.0.1"], "127.1": ["127.0.0.1"]}, [])
    for address in ("https://2130706433/", "https://127.1/"):
        with refused(net):
            net.fetch(address)


def test_we_connect_to_the_address_that_was_looked_at_and_ask_only_once_for_it():
    asked = []
    net = Net({}, [ok(b"x")])

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    net.resolve = rebinding  # type: ignore[method-assign]

    assert net.fetch("https://rebind.example.org/") == b"x"
    assert net.connected == [(PUBLIC, "rebind.example.org")]
    assert asked == ["rebind.example.org"]


@pytest.mark.parametrize("there", ["https://home.example.org/", "http://calendar.example.org/"])
def test_where_we_are_sent_on_is_looked_at_again(there):
    names = {"calendar.example.org": [PUBLIC], "home.example.org": ["192.168.0.1"]}
    net = Net(names, [sent_to(there)])

    with pytest.raises(AddressRefused):
        net.fetch("https://calendar.example.org/")
    assert len(net.connected) == 1


def test_being_sent_round_and_round_has_an_end():
    net = Net({"calendar.example.org": [PUBLIC]}, [sent_to("/again")] * 9)

    with pytest.raises(NotFetched):
        net.fetch("https://calendar.example.org/")
    assert len(net.connected) == 4


def test_more_than_we_take_is_let_go_of():
    net = Net({"calendar.example.org": [PUBLIC]}, [ok(b"x" * 10_001)])

    with pytest.raises(TooLarge):
        net.fetch("https://calendar.example.org/")


def test_somebody_who_never_ends_is_let_go_of():
    drip = b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\nx"
    net = Net({"calendar.example.org": [PUBLIC]}, [drip])

    with pytest.raises(NotFetched):
        net.fetch("https://calendar.example.org/", seconds=0.2)


def test_only_the_hosts_that_the_policy_names_are_asked_where_it_names_some():
    net = Net({"calendar.example.org": [PUBLIC]}, [])
    with refused(net):
        net.fetch("https://calendar.example.org/", hosts=("other.example.org",))


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 404 No\r\n\r\n"])
def test_no_answer_and_no_page_are_told_alike(answer):
    net = Net({"calendar.example.org": [PUBLIC]}, [answer])

    with pytest.raises(NotFetched):
        net.fetch("https://calendar.example.org/")
