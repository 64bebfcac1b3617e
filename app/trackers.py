"""Marks by which others follow people from site to site are dropped as they come in.

Somebody who taps a link in a network's app brings the network's own mark along (`fbclid`, `gclid`)
or a campaign's (`utm_…`). A page that kept it in its address would hand it on to whoever looks over
the shoulder or gets the address sent; so the visit goes on without it, and nothing is written down.
"""

from urllib.parse import quote, unquote_to_bytes

from flask import Response, make_response, redirect, request

from core.i18n import IN_QUERY

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
    # As bytes: what is no text is not ours to read, and the rest goes on as it came.
    asked = request.query_string.split(b"&")
    kept = [part for part in asked if not is_mark(_name(part))]
    if len(kept) == len(asked):
        return None
    # An address that begins with two slashes, or a slash and a backslash, is somebody else's.
    path = f"{request.script_root}/{quote(request.path.lstrip('/'))}"
    query = quote(b"&".join(kept), safe=IN_QUERY)
    return make_response(redirect(f"{path}?{query}" if query else path, 303))


def _name(part: bytes) -> str:
    return unquote_to_bytes(part.partition(b"=")[0]).decode("latin-1")


def is_mark(name: str) -> bool:
    """Whether a part of an address only tells who was followed from where."""
    return name.lower().startswith(PREFIX) or name.lower() in MARKS
