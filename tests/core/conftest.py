"""What the tests of the foundation share: a house over TLS, and a live socket with doors of its own."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from core import realtime
from core.access import PUBLIC, Permission
from core.errors import Refusal
from core.house import House, stand
from core.identity import Actor
from core.realtime import Door, Live, Wire
from tests.core.sockets import Sockets

SECRET_ROOM = Permission("test.secret_room", "Nobody has this.")
DEMO_ORIGIN = "http://localhost"


class Said(Wire):
    text: str


class Busy(Refusal):
    code = "busy"


def echo(_actor: Actor, said: Said) -> dict[str, Any]:
    return {"text": said.text}


def refuse(_actor: Actor, _said: Said) -> None:
    raise Busy


def fall(_actor: Actor, said: Said) -> None:
    raise RuntimeError(said.text)


@pytest.fixture
def over_tls(home: House) -> House:
    """Give the house as people reach it over TLS."""
    settings = home.settings.model_copy(update={"public_url": "https://chat.example.org"})
    served = replace(home, settings=settings)
    stand(served)
    return served


@pytest.fixture
def sockets(home: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sockets]:
    """Give a live socket with four doors: echo, refuse, fall and secret."""
    doors: dict[str, tuple[Callable[..., Any], Any]] = {
        "echo": (echo, PUBLIC),
        "refuse": (refuse, PUBLIC),
        "fall": (fall, PUBLIC),
        "secret": (echo, SECRET_ROOM),
    }
    made = {
        ("/chat", name): Door("/chat", name, Said, allows, handler, 1.0)
        for name, (handler, allows) in doors.items()
    }
    monkeypatch.setattr(realtime, "DOORS", made)
    monkeypatch.setattr(realtime, "PENALTY_SECONDS", 0)
    monkeypatch.setattr(realtime, "CAME", [])
    monkeypatch.setattr(realtime, "GONE", [])
    monkeypatch.setattr(realtime, "ROOMS_OF", [])
    live = Live(Flask("live"), home.settings)
    # What the server does in the background happens before the test looks.
    monkeypatch.setattr(
        live.socketio, "start_background_task", lambda do, *args, **named: do(*args, **named)
    )
    stood = replace(home, live=live)
    stand(stood)
    yield Sockets(stood)
    stand(home)
