"""The staff menu: each entry is shown to those who may open it."""

from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _

from core.access import may
from core.db import reading
from core.identity import Actor
from organisation.queries import how_many_wait

BELOW = {
    "outreach.list_rounds": (
        "outreach.list_meetings",
        "outreach.list_processes",
        "outreach.list_places",
        "outreach.tally",
    ),
}
"""Pages that belong to an entry without lying below its address."""


def entries(actor: Actor) -> list[dict[str, Any]]:
    """Give the entries in order: label, url, icon and whether it is the page shown now."""
    found: list[dict[str, Any]] = [
        {
            "label": label,
            "url": url_for(endpoint),
            "icon": icon,
            "count": _count(endpoint, actor),
            "near": _nearness(endpoint),
        }
        for endpoint, label, icon in _all()
        if _is_open(endpoint, actor)
    ]
    # Of two entries above the page shown now, the nearer one is it.
    above = max(found, key=lambda one: one["near"], default=None)
    return [{**one, "current": one is above and one["near"] > 0} for one in found]


def _all() -> list[tuple[str, str, str]]:
    return [
        ("chat.desk", _("Desk"), "chat"),
        ("chat.requests", _("Requests"), "bell"),
        ("chat.request_figures", _("Request counts"), "chart"),
        ("chat.emergency", _("Emergency"), "phone"),
        ("chat.group_rooms", _("Group rooms"), "people"),
        ("chat.board", _("Board"), "clock"),
        ("scheduling.roster", _("Roster"), "calendar"),
        ("guidance.services", _("Services"), "place"),
        ("guidance.guide_desk", _("Guides"), "book"),
        ("outreach.list_rounds", _("Rounds"), "street"),
        ("outreach.campaigns", _("Outreach"), "link"),
        ("outreach.figures", _("Figures"), "chart"),
        ("organisation.keys", _("Keys"), "key"),
        ("organisation.team", _("Team"), "people"),
        ("policies.board", _("Data protection"), "shield"),
    ]


def _count(endpoint: str, actor: Actor) -> int:
    """Say how many wait for the actor there."""
    if endpoint != "organisation.keys":
        return 0
    with reading() as session:
        return how_many_wait(session, actor)


def _nearness(endpoint: str) -> int:
    """Say how near above the page shown now an entry is: 0 for not at all."""
    here = f"{request.script_root}{request.path}"
    urls = [url_for(one) for one in (endpoint, *BELOW.get(endpoint, ()))]
    return max((len(url) for url in urls if here == url or here.startswith(f"{url}/")), default=0)


def _is_open(endpoint: str, actor: Actor) -> bool:
    view = current_app.view_functions.get(endpoint)
    return view is not None and may(actor, view.permission)  # type: ignore[union-attr]
