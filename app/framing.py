"""What of the house is seen within another site's page: one line, from entry to the talk's end."""

from typing import Any

from flask import Response, current_app, make_response, redirect, request, url_for

from core.access import PUBLIC
from core.embed import framed_line, outside
from core.errors import NotFound
from core.identity import Kind

ROOMS = frozenset({"chat"})
READ = frozenset(
    {"pages.privacy", "pages.accessibility", "guidance.services", "guidance.service", "static"}
)
"""Pages that one only reads: nothing is done there, so nothing can be done in the reader's name."""


def keep_within_frame() -> Response | None:
    """Lead from a frame's own address to its line; before every request.

    Raises `NotFound` for what is never framed, whoever asks: other lines and workers' pages.
    """
    line = framed_line()
    if not line or request.endpoint is None:
        return None
    if request.endpoint == "pages.home":
        asked: dict[str, Any] = request.args.to_dict()
        return make_response(redirect(url_for("chat.line", slug=line, **asked), 303))
    if not _is_framed(line):
        raise NotFound
    if request.headers.get("Sec-Fetch-Dest") == "document" and request.method == "GET":
        return make_response(redirect(outside(_in_a_tab(line)), 303))
    return None


def _in_a_tab(line: str) -> str:
    """Give what to show in a tab of its own, where the frame's cookie is not sent."""
    if request.endpoint in READ or request.endpoint == "chat.line":
        return f"{request.script_root}{request.full_path.removesuffix('?')}"
    return url_for("chat.line", slug=line)


def _is_framed(line: str) -> bool:
    if request.endpoint in READ:
        return True
    view: Any = current_app.view_functions[str(request.endpoint)]
    is_visitors = view.permission is PUBLIC or view.kind is Kind.VISITOR
    is_this_line = (request.view_args or {}).get("slug", line) == line
    return request.blueprint in ROOMS and is_visitors and is_this_line
