"""Nobody else's page may act in the reader's name: `Sec-Fetch-Site`, then `Origin`.

No token, so no cookie before "start". Every browser since 2023 sends `Sec-Fetch-Site` with what
changes something; older ones send `Origin` with a POST.
"""

from flask import request

from core.errors import ForeignOrigin
from core.house import house

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def refuse_foreign_posts() -> None:
    """Raise `ForeignOrigin` for a changing request that another site made; before every request."""
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            raise ForeignOrigin
        return
    if request.headers.get("Origin") not in house().settings.origins:
        raise ForeignOrigin
