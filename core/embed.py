"""A line's pages within a page of somebody else: `/embed/<slug>/…` is the same page, framed.

The prefix is moved into `SCRIPT_NAME` before Flask sees the request, so every link and form of the
page stays within the frame. Who may frame which line stands in the policy; `core.headers` says it
to the browser.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from flask import has_request_context, request

WSGIApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

FRAME = "rinnalla.frame"
_FRAMED_IN = re.compile(r"^(/look-[1-4]c?)?/embed/[a-z0-9-]{2,40}(?=/|$)")
_FRAMED = re.compile(r"/embed/([a-z0-9-]{2,40})(?=/|$)")


class FramePrefix:
    """WSGI middleware: `/embed/<slug>` becomes part of the script name, and is remembered."""

    def __init__(self, app: WSGIApp) -> None:
        self.app = app

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Move the frame's prefix from the path to the script name."""
        path = environ.get("PATH_INFO", "")
        if found := _FRAMED.match(path):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + found[0]
            environ["PATH_INFO"] = path[found.end() :] or "/"
            environ[FRAME] = found[1]
        return self.app(environ, start_response)


def framed_line() -> str:
    """Name the line in whose frame this request was made; "" when it was made in a page's own."""
    return str(request.environ.get(FRAME, "")) if has_request_context() else ""


def outside(address: str) -> str:
    """Give an address of ours as it is outside the frame, in a tab of its own."""
    return _FRAMED_IN.sub(r"\1", address, count=1) or "/"
