"""What an open socket no longer needs: nothing that its first request said about somebody stays."""

import io
from types import SimpleNamespace
from typing import Any

from core.shedding import shed, shedding

SAID = {
    "HTTP_COOKIE": "rv=secret",
    "HTTP_USER_AGENT": "a phone",
    "REMOTE_ADDR": "192.0.2.7",
    "QUERY_STRING": "EIO=4",
    "headers_raw": (("Cookie", "rv=secret"),),
    "eventlet.posthooks": [],
}


def handler() -> Any:
    made = SimpleNamespace(
        rfile=io.BytesIO(b"GET /socket.io/"),
        headers={"Cookie": "rv=secret"},
        raw_requestline=b"GET /socket.io/",
        requestline="GET /socket.io/",
        path="/socket.io/",
    )
    made.environ = shedding(lambda _handler: dict(SAID))(made)
    return made


def test_after_the_introduction_neither_the_copy_nor_the_server_knows_who_came():
    server = handler()
    copy = dict(server.environ)

    shed(copy)

    assert copy == server.environ == {"eventlet.posthooks": []}
    assert server.rfile.closed
    assert "secret" not in str(vars(server))


def test_a_request_of_another_server_is_emptied_too():
    environ = dict(SAID)

    shed(environ)

    assert environ == {"eventlet.posthooks": []}
