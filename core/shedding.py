"""What a request brought and an open socket needs no more: it is let go of after the introduction.

A websocket stays for hours, and with it stayed everything that its first request had: the buffers
it was read and answered through, every header, the client's address, the cookie. That was a fifth
of a socket's memory, and words about somebody that nobody has a use for. Once it was closed, the
server's part of it held itself until the collector came, which seldom looks at what is old.
"""

import io
from collections.abc import Callable, MutableMapping
from typing import Any

SHED = "rinnalla.shed"
BUFFER = 1_024
"""Bytes that the server reads a request's head by; what is longer is read at once."""
ENDED = io.BytesIO()
"""What stands in the place of a file that nobody reads or writes any more."""
ENDED.close()

Environ = MutableMapping[str, Any]


def shed(environ: Environ) -> None:
    """Let go of what a request said, here and in the server that took it in."""
    let_go = environ.pop(SHED, None)
    _forget_who(environ)
    if let_go is not None:
        let_go()


def shedding(get_environ: Callable[[Any], Environ]) -> Callable[[Any], Environ]:
    """Let a handler of eventlet's shed what it read; `get_environ` is its own."""

    def get(handler: Any) -> Environ:
        environ = get_environ(handler)
        environ[SHED] = lambda: _empty(handler)
        return environ

    return get


def leaving_nothing(finish: Callable[[Any], None]) -> Callable[[Any], None]:
    """Let a handler of eventlet's that has ended be forgotten at once; `finish` is its own."""

    def end(handler: Any) -> None:
        try:
            finish(handler)
        finally:
            handler.environ = {}  # in it was a function that leads back to the handler

    return end


def _empty(handler: Any) -> None:
    """Empty the handler of an open socket; it only waits for the end, and then writes nothing."""
    handler.environ.pop(SHED, None)
    _forget_who(handler.environ)
    for file in (handler.rfile, handler.wfile):
        file.close()
    handler.rfile = handler.wfile = ENDED
    handler.headers = {}
    handler.raw_requestline = handler.requestline = handler.path = ""


def _forget_who(environ: Environ) -> None:
    kept = {name: held for name, held in environ.items() if not _tells(name)}
    environ.clear()  # a dictionary that is only emptied one by one stays as large as it was
    environ.update(kept)


def _tells(name: str) -> bool:
    return name.startswith(("HTTP_", "REMOTE_", "RAW_")) or name in {"headers_raw", "QUERY_STRING"}
