"""How large the letters are and how strong the contrast: said by the path, so nothing is stored.

`/look-3c/lines/x` is a page with letters of the third size and strong contrast. The prefix is moved
into `SCRIPT_NAME` before Flask sees the request, so every link that `url_for` makes keeps the look.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from flask import has_request_context, request

from core.i18n import IN_QUERY

WSGIApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

LOOK = "rinnalla.look"
SIZES = (1, 2, 3, 4)
_LOOK = re.compile(r"/look-([1-4])(c?)(?=/|$)")


@dataclass(frozen=True)
class Look:
    """A size of letters, the first being the browser's own, and whether the contrast is strong."""

    size: int = 1
    is_strong: bool = False

    @property
    def prefix(self) -> str:
        """The first part of the path; "" for the look that needs no saying."""
        return "" if self == Look() else f"/look-{self.size}{'c' if self.is_strong else ''}"


class LookPrefix:
    """WSGI middleware: `/look-…` becomes part of the script name, and is remembered."""

    def __init__(self, app: WSGIApp) -> None:
        self.app = app

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Move the look from the path to the script name."""
        path = environ.get("PATH_INFO", "")
        if found := _LOOK.match(path):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + found[0]
            environ["PATH_INFO"] = path[found.end() :] or "/"
            environ[LOOK] = Look(int(found[1]), bool(found[2]))
        return self.app(environ, start_response)


def look_here() -> Look:
    """Give the look of the page that is asked for."""
    return request.environ.get(LOOK, Look()) if has_request_context() else Look()


def looks_here() -> list[tuple[Look, str]]:
    """Give this page in every size, then with the other contrast, each with its address."""
    here = look_here()
    others = [replace(here, size=size) for size in SIZES]
    return [(one, _here_in(one)) for one in [*others, replace(here, is_strong=not here.is_strong)]]


def to_pass_on(path: str) -> str:
    """Give a page's path as anybody may pass it on: how they look at pages is not in it."""
    return _LOOK.sub("", path, count=1)


def _here_in(look: Look) -> str:
    root = _LOOK.sub("", request.script_root, count=1)
    query = f"?{quote(request.query_string, safe=IN_QUERY)}" if request.query_string else ""
    # An address that begins with two slashes, or a slash and a backslash, is somebody else's.
    return f"{look.prefix}{root}/{quote(request.path.lstrip('/'))}{query}"
