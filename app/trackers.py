"""Marks by which others follow people from site to site are dropped as they come in.

Somebody who taps a link in a network's app brings the network's own mark along (`fbclid`, `gclid`)
or a campaign's (`utm_…`). A page that kept it in its address would hand it on to whoever looks over
the shoulder or gets the address sent; so the visit goes on without it, and nothing is written down.
"""

from urllib.parse import quote, urlencode

from flask import Response, make_response, redirect, request

MARKS = frozenset(
    {
        "_hsenc",
        "dclid",
        "fbclid",
        "gbraid",
        "gclid",
        "igsh",
        "igshid",
        "li_fat_id",
        "mc_eid",
        "msclkid",
        "rdt_cid",
        "scclid",
        "ttclid",
        "twclid",
        "wbraid",
        "yclid",
    }
)
PREFIX = "utm_"
DROP_ALL = frozenset({"outreach.follow", "outreach.scan", "static"})
"""Doors that hand nothing of their address on anyway, where one more step would only cost time."""


def drop_trackers() -> Response | None:
    """Lead to the same page without the marks; before every request."""
    if request.method not in {"GET", "HEAD"} or request.endpoint in DROP_ALL:
        return None
    asked = list(request.args.items(multi=True))
    kept = [(name, value) for name, value in asked if not is_mark(name)]
    if len(kept) == len(asked):
        return None
    # An address that begins with two slashes, or a slash and a backslash, is somebody else's.
    path = f"{request.script_root}/{quote(request.path.lstrip('/'))}"
    return make_response(redirect(f"{path}?{urlencode(kept)}" if kept else path, 303))


def is_mark(name: str) -> bool:
    """Whether a part of an address only tells who was followed from where."""
    return name.lower().startswith(PREFIX) or name.lower() in MARKS
