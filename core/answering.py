"""Every answer over HTTP is counted and timed, and its lines in the log can be found by a number.

The number is random, made here for one request and forgotten with it. None is taken from outside,
where it could name a person, and it stands on no page but the one for a fault.
"""

import secrets
import time

from flask import Flask, Response, g, request
from structlog.contextvars import bind_contextvars, unbind_contextvars

from core import metrics

NOWHERE = "none"
NUMBER_BYTES = 4


def use_numbers(app: Flask) -> None:
    """Number and time each request: first of all, and to the last."""
    app.before_request(_begin)
    app.after_request(_count)
    app.teardown_request(_forget)


def number() -> str:
    """Give the number of this request."""
    return str(g.number)


def _begin() -> None:
    g.number, g.began = secrets.token_hex(NUMBER_BYTES), time.perf_counter()
    bind_contextvars(request=g.number)


def _count(response: Response) -> Response:
    seconds = time.perf_counter() - g.began
    metrics.count_answer(request.endpoint or NOWHERE, response.status_code, seconds)
    return response


def _forget(_raised: BaseException | None) -> None:
    unbind_contextvars("request")
