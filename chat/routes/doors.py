"""The blueprint, and the two pages that others lead back to."""

from flask import Blueprint, Response, make_response, redirect, url_for

bp = Blueprint("chat", __name__)


def see_chat() -> Response:
    """Lead to the visitor's conversation."""
    return make_response(redirect(url_for("chat.conversation"), 303))


def see_line(slug: str) -> Response:
    """Lead to a line's page."""
    return make_response(redirect(url_for("chat.line", slug=slug), 303))
