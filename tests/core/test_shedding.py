"""What an open socket no longer needs: nothing that its first request said about somebody stays."""

import gc
import io
import weakref
from types import SimpleNamespace
from typing import Any

from core.shedding import leaving_nothing, shed, shedding

SAID = {
    "HTTP_COOKIE": "rv=secret",
    "HTTP_USER_AGENT": "a phone",
    "REMOTE_ADDR": "192.0.2.7",
    "QUERY_STRING": "EIO=4",
    "headers_raw": (("Cookie", "rv=secret"),),
    "eventlet.posthooks": [],
}


class Handler(SimpleNamespace):
    """A request's handler, as far as it is emptied."""


def handler() -> Any:
    made = Handler(
        rfile=io.BytesIO(b"GET /socket.io/"),
        wfile=io.BytesIO(),
        headers={"Cookie": "rv=secret"},
        raw_requestline=b"GET /socket.io/",
        requestline="GET /socket.io/",
        path="/socket.io/",
    )
    made.environ = shedding(lambda _handler: dict(SAID))(made)
    return made


def a_handler_that_knows_itself() -> Any:
    made = handler()
    made.environ["eventlet.set_idle"] = lambda: made
    return made


def test_after_the_introduction_neither_the_copy_nor_the_server_knows_who_came():
    server = handler()
    copy = dict(server.environ)

    shed(copy)

    assert copy == server.environ == {"eventlet.posthooks": []}
    assert server.rfile.closed
    assert server.wfile.closed
    assert "secret" not in str(vars(server))


def test_whoever_has_gone_is_forgotten_without_the_collector():
    gone = a_handler_that_knows_itself()
    known = weakref.ref(gone)
    gc.disable()

    try:
        leaving_nothing(lambda _handler: None)(gone)
        del gone

        assert known() is None
    finally:
        gc.enable()


def test_a_request_of_another_server_is_emptied_too():
    environ = dict(SAID)

    shed(environ)

    assert environ == {"eventlet.posthooks": []}
