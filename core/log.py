"""Structured logs that know no address and no word that anybody said.

Every line passes `_without_people`: addresses are replaced wherever they stand, and keys that
could hold what somebody said are dropped. Of an exception its kind and its frames are told, never
its message: that may quote a row or a form. The servers' own access logs stay off; what they write
of errors is thrown away (`UNKNOWING`).
"""

import io
import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

ADDRESS = re.compile(
    # IPv6, mapped IPv4 included (what follows a T is a time); then IPv4 with or without a port.
    r"(?<![0-9a-fA-F:T])(?:[0-9a-fA-F]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F]{0,4})(?![^\W_]|:)"
    r"|(?<!\d)(?<!\d\.)(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?(?!\.?\d)"
)
DROPPED = frozenset(
    {
        "address",
        "body",
        "client",
        "cookie",
        "email",
        "name",
        "nickname",
        "path",
        "payload",
        "query",
        "remote_addr",
        "text",
        "token",
        "url",
        "user_agent",
    }
)
SILENT = ("engineio", "socketio", "werkzeug", "eventlet.wsgi", "geventwebsocket", "flask-limiter")
QUIET = ("alembic", "huey")
"""Libraries that tell of every ordinary step; what goes wrong in them is still told."""
PLAIN = (bool, int, float, type(None))


class _Unknowing(io.TextIOBase):
    """A stream that forgets: eventlet writes who was connected to its error stream."""

    def writable(self) -> bool:
        return True

    def write(self, said: str) -> int:
        return len(said)


UNKNOWING = _Unknowing()


def _scrub(value: Any) -> Any:
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, Mapping):
        return {str(key): _scrub(held) for key, held in value.items() if key not in DROPPED}
    if isinstance(value, list | tuple | set | frozenset):
        return [_scrub(held) for held in value]
    if isinstance(value, bytes | bytearray | memoryview):
        return f"[{len(value)} bytes]"
    return ADDRESS.sub("[address]", str(value))


def _without_people(
    _logger: Any, _name: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    # The timestamp is our own, and a keen eye takes 12:34:56 for an address.
    kept = {
        key: line.pop(key) for key in ("timestamp", "_record", "_from_structlog") if key in line
    }
    return {**_scrub(line), **kept}


def _bare_exception(
    _logger: Any, _name: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    raised = line.pop("exc_info", None)
    if raised is True:
        raised = sys.exc_info()
    error = raised[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        line["exception"] = bare(error)
    return line


def bare(error: BaseException) -> str:
    """Tell an exception and its causes by kinds and frames, without a word of the message."""
    told: list[str] = []
    while True:
        kind = type(error)
        told = [
            *traceback.format_tb(error.__traceback__),
            f"{kind.__module__}.{kind.__qualname__}\n",
            *told,
        ]
        earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if earlier is None:
            return "".join(told)
        error = earlier


def use_logs(*, as_json: bool) -> None:
    """Set up structlog and the standard library's root logger."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _bare_exception,
        _without_people,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(_formatter(shared, as_json=as_json))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.ERROR)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _formatter(shared: list[Any], *, as_json: bool) -> logging.Formatter:
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
