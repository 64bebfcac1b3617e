"""The blueprint, the pages that others lead back to, and what a frame must be able to do first."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from core.embed import outside
from core.identity import Kind, remember

bp = Blueprint("chat", __name__)


def see_chat() -> Response:
    """Lead to the visitor's conversation."""
    return make_response(redirect(url_for("chat.conversation"), 303))


def see_line(slug: str) -> Response:
    """Lead to a line's page."""
    return make_response(redirect(url_for("chat.line", slug=slug), 303))


def try_cookie(slug: str) -> Response:
    """Before a conversation begins in a frame: see whether the browser gives a cookie back there.

    One that does not would leave the visitor in a queue that they cannot see. The form is sent once
    more (307 keeps it) with a cookie that says nothing; without it we lead to a tab of its own.
    """
    if "tried" in request.args:
        own_tab = outside(url_for("chat.line", slug=slug, topic=request.form.get("topic") or None))
        return make_response(render_template("chat/own_tab.html", own_tab=own_tab))
    again = url_for("chat.start", slug=slug, tried=1)
    return remember(make_response(redirect(again, 307)), "-", Kind.VISITOR)
