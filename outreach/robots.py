"""Telling a messenger's link preview from a person, by what it calls itself, in memory only.

A person inside an app's own browser also names the app ("Instagram 300", "FBAV", "Snapchat/12"),
so only the names of the fetchers count. What is missed here is caught by the landing, which only a
page that is really shown counts.
"""

import re

from werkzeug.datastructures import Headers

from outreach.schemas import CountKind

_FETCHERS = re.compile(
    r"facebookexternalhit|facebookcatalog|meta-external|(?<!cu)bot\b|\bbots?[/;+)]|crawl|spider|slurp|preview"
    r"|^whatsapp/|skypeuri|pinterest/|embedly|mastodon/|pleroma|akkoma|misskey|bluesky|cardyb|vkshare"
    r"|google-read-aloud|inspectiontool|lighthouse|^curl/|^wget/|python-requests|python-urllib|go-http-client|axios/|node-fetch|libwww",
    re.IGNORECASE,
)
_AHEAD = frozenset({"prefetch", "preview", "prefetch;prerender", "prefetch;anonymous-client-ip"})


def kind_of_visit(user_agent: str, headers: Headers, *, scanned: bool) -> CountKind:
    """Say how an opening is counted. Nothing of what is read here is kept."""
    ahead = (
        headers.get("Sec-Purpose") or headers.get("Purpose") or headers.get("X-Moz") or ""
    ).lower()
    if not user_agent or ahead.replace(" ", "") in _AHEAD or _FETCHERS.search(user_agent):
        return CountKind.PREVIEW
    return CountKind.SCANNED if scanned else CountKind.OPENED
