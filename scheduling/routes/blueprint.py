"""The blueprint, and what its doors share."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import clock
from core.errors import Refusal, SignInNeeded
from core.identity import Actor, Kind, actor_here
from scheduling import words

# What is further away is nobody's roster.
YEARS = range(2020, 2101)

bp = Blueprint("scheduling", __name__)

# Where a button may lead back to: names, never addresses, so that nobody can be sent elsewhere.
BACK = {"roster": "scheduling.roster", "mine": "scheduling.mine", "desk": "chat.desk"}


def worker_here() -> tuple[Actor, UUID]:
    """Give the worker that this request comes from, and their id. Raises `SignInNeeded`."""
    actor = actor_here(Kind.WORKER)
    if actor.id is None:
        raise SignInNeeded
    return actor, actor.id


def page(template: str, **told: Any) -> str:
    """Render a page with the words for days and times."""
    return render_template(f"scheduling/{template}", words=words, now=clock.now(), **told)


def back() -> Response:
    """Lead back to the page, and the week, on which the button stood."""
    endpoint = BACK.get(request.form.get("back", ""), BACK["roster"])
    if endpoint not in current_app.view_functions:
        endpoint = BACK["roster"]
    if endpoint != BACK["roster"]:
        return redirect(url_for(endpoint), 303)
    kept: dict[str, Any] = {
        name: request.form.get(name) or None for name in ("week", "line", "view", "as")
    }
    return redirect(url_for(endpoint, **kept), 303)


def refused(refusal: Refusal) -> Response:
    """Tell on the page itself why a button did nothing."""
    flash(str(refusal.sentence), "error")
    return back()
