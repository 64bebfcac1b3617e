"""Structured logs that know no address and no body.

Every line passes `_without_people`: addresses are replaced wherever they stand, and keys that could hold what somebody
said are dropped. The servers' own access logs stay off; libraries that write addresses are held at their source.
"""

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

ADDRESS = re.compile(
    r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?(?![\w.])|(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:])"
)
DROPPED = frozenset(
    {
        "body",
        "text",
        "nickname",
        "address",
        "remote_addr",
        "client",
        "email",
        "token",
        "payload",
        "cookie",
        "query",
    }
)
SILENT = ("engineio", "socketio", "werkzeug", "eventlet.wsgi", "geventwebsocket", "flask-limiter")


def _scrub(value: Any) -> Any:
    return ADDRESS.sub("[address]", value) if isinstance(value, str) else value


def _without_people(
    _logger: Any, _name: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    for key in [k for k in line if k in DROPPED]:
        del line[key]
    return {key: _scrub(value) for key, value in line.items()}


class _Filter(logging.Filter):
    """For lines that libraries write: the message is formatted here, once, without addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _scrub(record.getMessage()), ()
        return True


def use_logs(*, as_json: bool) -> None:
    """Set up structlog and the standard library's root logger."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            *shared,
            structlog.processors.format_exc_info,
            _without_people,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler()
    handler.addFilter(_StdFilter())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.processors.format_exc_info, _without_people],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.ERROR)


class _StdFilter(_Filter):
    """structlog's own records carry a dict and are scrubbed by the processor."""

    def filter(self, record: logging.LogRecord) -> bool:
        return True if isinstance(record.msg, dict) else super().filter(record)
