"""Where a sign-in leads: local paths only, and the page at which somebody's work begins."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, url_for

from core.access import may
from core.i18n import DEFAULT, LANGUAGES
from core.identity import Actor
from organisation.models import Role

# Where each role's work begins; of several roles the first here decides.
FIRST_PAGES: dict[str, str] = {
    Role.RESPONDER: "chat.desk",
    Role.COORDINATOR: "scheduling.roster",
    Role.OUTREACH_WORKER: "outreach.tally",
    Role.EDITOR: "outreach.campaigns",
    Role.PRODUCER: "outreach.campaigns",
    Role.DATA_PROTECTION_OFFICER: "policies.board",
    Role.ADMINISTRATOR: "organisation.team",
}


def local_path(wanted: str) -> str:
    """Give `wanted` when it is a path of this house, else "" (no open redirect: CWE-601).

    Browsers read a backslash as a slash and drop tabs and line ends, so
    a slash, a tab and a slash would leave the house.
    """
    if not wanted.startswith("/") or wanted.startswith("//"):
        return ""
    if "\\" in wanted or any(not sign.isprintable() or sign.isspace() for sign in wanted):
        return ""
    parts = urlsplit(wanted)
    return "" if parts.scheme or parts.netloc else wanted


def first_page(actor: Actor) -> str:
    """Give the address of the page at which the actor's work begins, else of their account."""
    views: dict[str, Any] = dict(current_app.view_functions)
    theirs = (endpoint for role, endpoint in FIRST_PAGES.items() if role in actor.roles)
    open_to = (one for one in theirs if one in views and may(actor, views[one].permission))
    return url_for(next(open_to, "organisation.me"))


def in_language(path: str, language: str) -> str:
    """Give a local path without or with another language in front as it is in `language`."""
    first, _, rest = path.removeprefix("/").partition("/")
    bare = f"/{rest}" if first in LANGUAGES else path
    return bare if language == DEFAULT else f"/{language}{bare}"
