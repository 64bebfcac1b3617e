"""The one heartbeat: everybody is asked in turn, and who does not answer is let go."""

from types import SimpleNamespace
from typing import Any

import pytest

from core import heart
from core.heart import Heart

INTERVAL, PATIENCE = 25, 20


class Client:
    """A client's end as Engine.IO keeps it."""

    def __init__(self) -> None:
        self.closing = False
        self.last_ping: float | None = None
        self.asked = 0

    def send(self, _packet: Any) -> None:
        self.asked += 1

    def close(self, **_why: Any) -> None:
        self.closing = True


class Walk:
    """A clock that is moved by hand, and the server whose heart goes by it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self.clients: dict[str, Client] = {}
        self.begun: list[Any] = []
        monkeypatch.setattr(heart, "time", SimpleNamespace(monotonic=lambda: self.now))
        self.server = SimpleNamespace(
            ping_interval=INTERVAL,
            ping_timeout=PATIENCE,
            sockets=self.clients,
            reason=SimpleNamespace(PING_TIMEOUT="silent"),
            sleep=self.pass_,
            start_background_task=self.begun.append,
        )
        self.heart = Heart(self.server)

    def comes(self, sid: str) -> Client:
        self.clients[sid] = client = Client()
        self.heart.rest(sid)
        return client

    def pass_(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def walk(monkeypatch: pytest.MonkeyPatch) -> Walk:
    return Walk(monkeypatch)


def test_a_client_is_asked_once_its_rest_is_over_and_not_before(walk: Walk):
    early = walk.comes("early")
    walk.pass_(10)
    late = walk.comes("late")

    walk.pass_(INTERVAL - 10)
    walk.heart.ask_those_due()

    assert (early.asked, late.asked) == (1, 0)


def test_who_answers_stays_and_who_is_silent_is_let_go(walk: Walk):
    awake, silent = walk.comes("awake"), walk.comes("silent")
    walk.pass_(INTERVAL)
    walk.heart.ask_those_due()

    awake.last_ping = None  # its answer has come
    walk.heart.rest("awake")
    walk.pass_(PATIENCE)
    walk.heart.close_the_silent()

    assert (awake.closing, silent.closing) == (False, True)
    assert list(walk.clients) == ["awake"]


def test_one_task_beats_for_all_and_ends_when_nobody_is_left(walk: Walk):
    walk.comes("a")
    walk.comes("b")
    assert len(walk.begun) == 1

    walk.begun.pop()()

    assert walk.clients == {}
    walk.comes("c")
    assert len(walk.begun) == 1


def test_the_trouble_of_one_client_does_not_stop_the_heart(walk: Walk, monkeypatch):
    def fail(_packet: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(walk.comes("a"), "send", fail)
    calm = walk.comes("b")

    walk.begun.pop()()

    assert calm.asked == 1
